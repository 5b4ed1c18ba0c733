/**
 * The phone: calls that ring or are under way, and what can be done with them.
 */
import { html } from 'hono/html'
import type { Call } from '../telnyx/call.ts'
import type { Markup } from './layout.ts'
import { time } from './mailbox.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']
const ENDED_SHOWN = 3

export function phoneSection(calls: Call[]): Markup {
  const live = calls.filter(({ state }) => state !== 'ended').reverse()
  const over = calls.filter(({ state }) => state === 'ended').reverse()
  return html`<section aria-labelledby="phone">
<h2 id="phone">Phone</h2>
${live.length ? live.map(liveCall) : html`<p class="card soft">No phone is ringing.</p>`}
${over.slice(0, ENDED_SHOWN).map(endedCall)}
</section>`
}

const liveCall = (call: Call) => html`<article class="card">
<h3><span class="number">${call.to}</span> ${stateOf(call)}</h3>
<p class="soft">${time(call.startedAt)} from ${call.dial.from}${call.dialled ? `, keys sent: ${call.dialled}` : ''}${call.connected ? `, connected to ${call.connected}` : ''}</p>
${call.state === 'answered' ? inCall(call) : ringing(call)}
</article>`

const ringing = (call: Call) => html`<div class="row">
${button(call, 'answer', 'Answer', true)}${button(call, 'voicemail', 'Let voicemail take it')}${button(call, 'busy', 'Busy')}${button(call, 'hangup', 'Decline')}
</div><p class="soft">Or let it ring.</p>`

const inCall = (call: Call) => html`<pre>${call.note.text || 'Nothing was said so far.'}</pre>
<form action="${path(call, 'digits')}" method="post" class="row">
<label>Keys <br><input name="digits" pattern="[0-9A-D*#]+" autocomplete="off" required></label>
<button class="first">Press them</button>
</form>
<form action="${path(call, 'digits')}" method="post" class="keypad">
${KEYS.map((key) => html`<button name="digits" value="${key}" aria-label="${NAMES[key] ?? key}">${key}</button>`)}
</form>
${button(call, 'hangup', 'Hang up')}`

const NAMES: Record<string, string> = { '*': 'star', '#': 'pound' }

const endedCall = (call: Call) => html`<article class="card">
<h3><span class="number">${call.to}</span> ${stateOf(call)}</h3>
<p class="soft">${time(call.startedAt)} from ${call.dial.from}</p>
</article>`

const path = (call: Call, hand: string) => `/phone/${encodeURIComponent(call.id)}/${hand}`

const button = (call: Call, hand: string, words: string, first = false) =>
  html`<form action="${path(call, hand)}" method="post"><button class="${first ? 'first' : ''}">${words}</button></form>`

function stateOf(call: Call): string {
  if (call.state === 'dialling') return 'is being dialled'
  if (call.state === 'ringing') return 'is ringing'
  if (call.state === 'ended') return `is over: ${call.cause?.replaceAll('_', ' ')}`
  return call.answeredBy === 'machine' ? 'was taken by voicemail' : 'is on the line'
}
