import { html } from 'hono/html'
import type { Case } from '../../src/portal/schema.ts'
import type { Markup } from './frame.ts'
import { birthday, type Look } from './look.ts'
import { TEXT } from './text.ts'

type Column = keyof typeof TEXT.columns

/** A value as people read it; what is not known yet is a dash. */
export function written(row: Case, column: Column, look: Look): string {
  if (column === 'state') return TEXT.states[row.state]
  if (column === 'dateOfBirth') return birthday(row.dateOfBirth) || TEXT.unknown
  return column === 'lastModified' ? look.moment(row.lastModified) : row[column] || TEXT.unknown
}

/** Numbers and dates of a known length are not broken over two lines. */
const WHOLE: readonly Column[] = ['caseNumber', 'programNumber', 'dateOfBirth', 'lastModified']

/**
 * Cases as a table; on a narrow screen the style sheet makes a card of each row, and each cell shows its column's name.
 * @param heading the id of the heading that names the table
 */
export const casesTable = (columns: readonly Column[], cases: readonly Case[], look: Look, heading: string): Markup =>
  html`<table aria-labelledby="${heading}">
<thead><tr>${columns.map((column) => html`<th scope="col">${TEXT.columns[column]}</th>`)}</tr></thead>
<tbody>${cases.map((row) => html`<tr>${columns.map((column) => cell(column, row, look))}</tr>`)}
${cases.length === 0 && html`<tr><td class="none" colspan="${columns.length}">${TEXT.none}</td></tr>`}</tbody>
</table>`

/** The consumer's name is what a person looks for: it heads the row, and leads to the case. */
function cell(column: Column, row: Case, look: Look): Markup {
  const words = html`<bdi>${written(row, column, look)}</bdi>`
  const label = TEXT.columns[column]
  if (column === 'consumerName') return html`<th scope="row" data-label="${label}"><a href="/cases/${row.id}">${words}</a></th>`
  return html`<td${WHOLE.includes(column) ? html` class="whole"` : ''} data-label="${label}">${words}</td>`
}
