import { html } from 'hono/html'
import type { Visitor } from '../../src/portal/pass.ts'
import type { Look } from './look.ts'
import { PLACES, type Place, pathOf } from './places.ts'
import { TEXT } from './text.ts'

export type Markup = ReturnType<typeof html>

/** What every page has around it. */
export interface Around {
  look: Look
  visitor: Visitor
  /** Whether to say that the visitor has just been registered. */
  registered: boolean
}

interface Page {
  /** Where in the navigation; none for a page that is nowhere. */
  place: Place | null
  title: string
  /** What stands in the search box. */
  typed?: string | undefined
}

export const frame = ({ look, visitor, registered }: Around, { place, title, typed }: Page, content: Markup): Markup => html`<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} – ${look.portalName}</title>
<link rel="icon" href="${look.logo ?? 'data:,'}">
<style>${look.style}</style>
${sessionScript(look, visitor)}
</head>
<body>
<a class="skip" href="#content">${TEXT.skip}</a>
<header class="top"><div class="wide">
<div>${look.logo ? html`<img src="${look.logo}" alt="${look.brandName}">` : html`<p class="brand">${look.brandName} ${look.portalName}</p>`}
<p class="contract">${TEXT.contract}: <bdi>${visitor.facility}</bdi></p></div>
${searchBox(place, typed)}
${signedIn(visitor)}
</div></header>
${navigation(place)}
<main id="content" class="wide" tabindex="-1">
${registered && html`<p class="notice">${TEXT.registered}</p>`}
${content}
</main>
<footer class="wide">${TEXT.openUntil(minutes(visitor.session.idleMinutes), look.time(visitor.session.endsAt))}</footer>
</body>
</html>`

/** It asks nothing before the warning is due, and holds to whom this page was shown. */
const sessionScript = (look: Look, { subject, session }: Visitor) =>
  html`<script src="${look.sessionScript}" defer data-subject="${subject}" data-warn-in="${session.warnIn}"></script>`

const searchBox = (
  place: Place | null,
  typed = '',
) => html`<search class="search"><form action="${pathOf(place === 'cases' ? 'cases' : 'home')}">
<label for="q">${TEXT.search}</label>
<div class="pair">
<input id="q" name="q" type="search" value="${typed}" maxlength="64" autocomplete="off" spellcheck="false">
<button>${TEXT.searchButton}</button>
</div>
</form></search>`

/** Signing out is the guard's: its addresses are on this origin, and its token comes with the pass. */
const signedIn = ({ name, formToken }: Visitor) => html`<div class="who">
<p><span class="quiet">${TEXT.signedInAs}</span> <bdi>${name}</bdi></p>
<form method="post" action="/auth/sign-out"><input type="hidden" name="token" value="${formToken}">
<button class="plain">${TEXT.signOut}</button>
<button class="plain" formaction="/auth/sign-out-everywhere">${TEXT.signOutEverywhere}</button>
</form>
</div>`

const navigation = (place: Place | null) => html`<nav class="main" aria-label="${TEXT.navigation}"><ul class="wide">
${PLACES.map((known) => html`<li>${link(known.path, TEXT.places[known.place], known.place === place)}</li>`)}
</ul></nav>`

/** A link that may lead to where one is. */
export const link = (path: string, words: string, isHere: boolean): Markup =>
  html`<a href="${path}"${isHere ? html` aria-current="page"` : ''}>${words}</a>`

const minutes = (count: number) => new Intl.NumberFormat('en-US', { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(count)
