/**
 * The mailbox: what arrived, newest first.
 */
import { html } from 'hono/html'
import type { Message } from '../mailbox.ts'
import type { Markup } from './layout.ts'

const NAMES = { email: 'Mail', sms: 'Text message', voice: 'Call' } as const

/** How many are shown at once; the interface has them all. */
const SHOWN = 50

export function mailboxSection(messages: Message[], to: string): Markup {
  const newest = messages.slice(-SHOWN).reverse()
  return html`<section aria-labelledby="mailbox">
<h2 id="mailbox">Mailbox</h2>
<form class="row" action="/" method="get">
<label>Address or number <br><input name="to" value="${to}" autocomplete="off"></label>
<button>Show only these</button>
</form>
<p class="soft">${counted(messages.length, newest.length)} <a href="/">Show all and look again</a></p>
${newest.map(card)}
<form action="/empty" method="post"><button>Empty the mailbox</button></form>
</section>`
}

const counted = (all: number, shown: number) => {
  if (all === 0) return 'Nothing has arrived.'
  return shown < all ? `The newest ${shown} of ${all}.` : `${all} arrived.`
}

const card = (message: Message) => html`<article class="card">
<h3>${NAMES[message.channel]} to <span class="number">${message.to}</span></h3>
<p class="soft">${time(message.at)} from ${message.from}</p>
${message.subject === undefined ? '' : html`<p><strong>${message.subject}</strong></p>`}
<pre>${message.text || (message.channel === 'voice' ? 'Nothing was said so far.' : '')}</pre>
${message.html === undefined ? '' : html`<p><a href="/messages/${encodeURIComponent(message.id)}">Read the HTML of “${message.subject}”</a></p>`}
</article>`

/** One message on a page of its own: the mail as it looks, in a frame that may do nothing. */
export const messagePage = (
  message: Message,
): Markup => html`<header><h1>${message.subject ?? NAMES[message.channel]}</h1><a href="/">Back to the mailbox</a></header>
<main>
<p class="soft">${time(message.at)} from ${message.from} to ${message.to}</p>
${message.html === undefined ? '' : html`<iframe title="The mail as it looks" sandbox srcdoc="${message.html}"></iframe>`}
<section class="card" aria-labelledby="text"><h2 id="text">Text</h2><pre>${message.text}</pre></section>
</main>`

export const time = (at: string) => html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 19)} UTC</time>`
