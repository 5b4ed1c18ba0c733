import { html } from 'hono/html'
import type { Listed } from '../../src/portal/cases.ts'
import { casesTable } from './cases-table.ts'
import { type Around, frame, link, type Markup } from './frame.ts'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const COLUMNS = ['caseNumber', 'programNumber', 'state', 'caseType', 'consumerId', 'consumerName', 'lastModified'] as const
const { cases } = TEXT

/** The list of all cases. */
export const casesPage = (around: Around, listed: Listed): Markup =>
  frame(
    around,
    { place: 'cases', title: TEXT.places.cases, typed: listed.search?.text },
    html`<h1>${TEXT.places.cases}</h1>
<nav class="which" aria-label="${cases.which}">
${[null, 'saved' as const, 'submitted' as const].map((state) =>
  link(addressOf({ ...listed, state, page: 1 }), state ? TEXT.states[state] : cases.all, state === listed.state),
)}
</nav>
${list(around, listed)}
<a class="go" href="${pathOf('createCase')}">${cases.create}</a>`,
  )

/** What the search box of another page found. The title does not repeat what was typed: browsers keep titles. */
export const foundPage = (around: Around, listed: Listed): Markup =>
  frame(
    around,
    { place: 'home', title: TEXT.found, typed: listed.search?.text },
    html`<h1>${TEXT.found}</h1>
${list(around, listed)}
<a class="go" href="${pathOf('home')}">${TEXT.home}</a>`,
  )

type Wanted = Pick<Listed, 'search' | 'state' | 'page'>

const list = ({ look }: Around, listed: Listed) => html`<section>
<h2 id="found">${listed.search ? TEXT.foundFor(listed.search.text) : cases.heading[listed.state ?? 'all']}</h2>
${(listed.more || listed.page > 1) && html`<p class="quiet">${cases.page(listed.page)}</p>`}
${casesTable(COLUMNS, listed.found, look, 'found')}
${listed.search && !listed.found.length && html`<p class="quiet">${TEXT.notFoundHint}</p>`}
${(listed.more || listed.page > 1) && pages(listed)}
</section>`

const pages = (listed: Listed) => html`<nav class="which" aria-label="${cases.pages}">
${listed.page > 1 && link(addressOf({ ...listed, page: listed.page - 1 }), cases.newer, false)}
${listed.more && link(addressOf({ ...listed, page: listed.page + 1 }), cases.older, false)}
</nav>`

/** The address of a list, with nothing in it that goes without saying. */
function addressOf({ search, state, page }: Wanted): string {
  const query = new URLSearchParams({ ...(search && { q: search.text }), ...(state && { state }), ...(page > 1 && { page: String(page) }) })
  return query.size ? `${pathOf('cases')}?${query}` : pathOf('cases')
}
