/**
 * The numbers and addresses that fail on purpose, for whoever looks at the page.
 */
import { html } from 'hono/html'
import { ADDRESSES, NUMBERS } from '../destinations.ts'
import type { Markup } from './layout.ts'

export const destinationsSection = (): Markup => html`<section class="card" aria-labelledby="destinations">
<h2 id="destinations">Numbers and addresses that fail on purpose</h2>
<p>Every other one works. The area code and the domain do not matter.</p>
<table>
<thead><tr><th scope="col">To</th><th scope="col">What happens</th></tr></thead>
<tbody>
${NUMBERS.map(({ ending, is }) => row(`+1 202 ${ending.slice(0, 3)} ${ending.slice(3)}`, is))}
${ADDRESSES.map(({ local, is }) => row(`${local}@example.com`, is))}
</tbody>
</table>
</section>`

const row = (to: string, is: string) => html`<tr><td class="number">${to}</td><td>${is}</td></tr>`
