import { html } from 'hono/html'
import type { Home } from '../../src/portal/cases.ts'
import { casesTable } from './cases-table.ts'
import { type Around, frame, type Markup } from './frame.ts'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const COLUMNS = ['contract', 'caseType', 'consumerId', 'consumerName', 'dateOfBirth', 'lastModified'] as const

/** The facility home page of the guide. */
export const homePage = (around: Around, { saved, notSubmitted, submitted, newMessages }: Home): Markup =>
  frame(
    around,
    { place: 'home', title: TEXT.places.home },
    html`<h1>${TEXT.places.home}</h1>
<div class="glance">
<div class="card"><h2>${TEXT.messages}</h2>
<p><span class="count"><b>${newMessages}</b> ${TEXT.newMessages(newMessages)}</span>
<a class="go" href="${pathOf('messages')}">${TEXT.toMessages}</a></p></div>
<div class="card"><h2>${TEXT.workInProgress}</h2>
<dl><div><dt>${TEXT.notSubmitted}</dt><dd>${notSubmitted}</dd></div>
<div><dt>${TEXT.submitted}</dt><dd>${submitted}</dd></div></dl></div>
</div>
<section>
<h2 id="saved">${TEXT.savedNotSubmitted}</h2>
${saved.length < notSubmitted && html`<p class="quiet">${TEXT.latestOf(saved.length, notSubmitted)}</p>`}
${casesTable(COLUMNS, saved, around.look, 'saved')}
</section>`,
  )
