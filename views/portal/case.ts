import { html } from 'hono/html'
import type { Complaints } from '../../src/portal/case-form.ts'
import type { Case, Entries } from '../../src/portal/schema.ts'
import { caseForm } from './case-form.ts'
import { written } from './cases-table.ts'
import { type Around, frame, type Markup } from './frame.ts'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const COLUMNS = ['state', 'consumerName', 'consumerId', 'dateOfBirth', 'contract', 'caseType', 'programNumber', 'lastModified'] as const

export type CaseNotice = 'saved' | 'submitted' | 'unchanged'

interface Typed {
  entries: Entries
  complaints: Complaints
}

const isRefused = ({ complaints }: Typed) => Object.keys(complaints).length > 0
const titleOf = (title: string, typed: Typed) => (isRefused(typed) ? `${TEXT.form.refused.title}: ${title}` : title)

/** @param id of the case that the form is going to be */
export const createCasePage = (around: Around, typed: Typed, id: string): Markup =>
  frame(
    around,
    { place: 'createCase', title: titleOf(TEXT.places.createCase, typed) },
    html`<h1>${TEXT.places.createCase}</h1>
${caseForm({ ...typed, action: pathOf('createCase'), id })}`,
  )

/** A case that was saved, to go on with. */
export const savedCasePage = (around: Around, row: Case, typed: Typed, notice?: CaseNotice): Markup =>
  frame(
    around,
    { place: 'cases', title: titleOf(TEXT.case.title(row.caseNumber), typed) },
    html`<h1>${TEXT.case.title(row.caseNumber)}</h1>
${notice && html`<p class="notice">${TEXT.case[notice]}</p>`}
<p>${TEXT.columns.state}: ${TEXT.states[row.state]}. ${TEXT.columns.lastModified}: ${around.look.moment(row.lastModified)}.</p>
${caseForm({ ...typed, action: `/cases/${row.id}` })}
${back}`,
  )

/** A case that was submitted, to read. */
export const submittedCasePage = (around: Around, row: Case, notice?: CaseNotice): Markup =>
  frame(
    around,
    { place: 'cases', title: TEXT.case.title(row.caseNumber) },
    html`<h1>${TEXT.case.title(row.caseNumber)}</h1>
${notice && html`<p class="notice">${TEXT.case[notice]}</p>`}
<dl class="facts">
${COLUMNS.map((column) => html`<div><dt>${TEXT.columns[column]}</dt><dd><bdi>${written(row, column, around.look)}</bdi></dd></div>`)}
</dl>
${back}`,
  )

const back = html`<a class="go" href="${pathOf('cases')}">${TEXT.case.all}</a>`
