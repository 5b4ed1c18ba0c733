import { html } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { SessionTerm, Visitor } from '../../src/portal/visitor.ts'
import { duration } from '../duration.ts'
import type { Look } from './look.ts'
import { PLACES, type Place } from './places.ts'
import { TEXT } from './text.ts'

export interface FrameProps {
  look: Look
  visitor: Visitor
  term: SessionTerm
  signOutPath: string
  signOutEverywherePath: string
  sessionScript: string
  place: Place
  title: string
  /** Whether to say that the visitor has just been registered. */
  registered: boolean
  /** What stands in the search box. */
  typed?: string
}

/** What every page of the portal has around it. */
export const Frame = ({ children, ...props }: FrameProps & { children: Child }) =>
  html`<!doctype html>${(
    <html lang="en-US">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${props.title} – ${props.look.portalName}`}</title>
        <link rel="icon" href={props.look.logo ?? 'data:,'} />
        <style>{props.look.style}</style>
        <SessionScript {...props} />
      </head>
      <body>
        <a class="skip" href="#content">
          {TEXT.skip}
        </a>
        <Top {...props} />
        <Navigation place={props.place} />
        <main id="content" class="wide" tabindex={-1}>
          {props.registered && <p class="notice">{TEXT.registered}</p>}
          {children}
        </main>
        <footer class="wide">{TEXT.openUntil(duration(props.term.idle), props.look.time(props.term.endsAt))}</footer>
      </body>
    </html>
  )}`

/** It asks nothing before the warning is due, and holds to whom this page was shown. */
const SessionScript: FC<FrameProps> = ({ sessionScript, visitor, term }) => (
  <script src={sessionScript} defer data-subject={visitor.accountId} data-warn-in={Math.ceil(term.warnIn / 1000)} />
)

const Top: FC<FrameProps> = ({ look, visitor, signOutPath, signOutEverywherePath, typed }) => (
  <header class="top">
    <div class="wide">
      <div>
        {look.logo ? <img src={look.logo} alt={look.brandName} /> : <p class="brand">{`${look.brandName} ${look.portalName}`}</p>}
        <p class="contract">
          {TEXT.contract}: <bdi>{visitor.facility}</bdi>
        </p>
      </div>
      <search class="search">
        <form action="/">
          <label for="q">{TEXT.search}</label>
          <div class="pair">
            <input id="q" name="q" type="search" value={typed ?? ''} maxlength={64} autocomplete="off" spellcheck={false} />
            <button type="submit">{TEXT.searchButton}</button>
          </div>
        </form>
      </search>
      <div class="who">
        <p>
          <span class="quiet">{TEXT.signedInAs}</span> <bdi>{visitor.name}</bdi>
        </p>
        <form method="post" action={signOutPath}>
          <input type="hidden" name="token" value={visitor.formToken} />
          <button type="submit" class="plain">
            {TEXT.signOut}
          </button>{' '}
          <button type="submit" class="plain" formaction={signOutEverywherePath}>
            {TEXT.signOutEverywhere}
          </button>
        </form>
      </div>
    </div>
  </header>
)

const Navigation: FC<{ place: Place }> = ({ place }) => (
  <nav aria-label={TEXT.navigation}>
    <ul class="wide">
      {PLACES.map((known) => (
        <li>
          <a href={known.path} aria-current={known.place === place ? 'page' : undefined}>
            {TEXT.places[known.place]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
