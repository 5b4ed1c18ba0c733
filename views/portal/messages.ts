import { html } from 'hono/html'
import { MESSAGES_SHOWN } from '../../src/portal/messages.ts'
import type { Message } from '../../src/portal/schema.ts'
import { type Around, frame, type Markup } from './frame.ts'
import type { Look } from './look.ts'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const { letters } = TEXT

/** The message center. */
export const messagesPage = (around: Around, messages: readonly Message[]): Markup =>
  frame(
    around,
    { place: 'messages', title: TEXT.places.messages },
    html`<h1 id="messages">${TEXT.places.messages}</h1>
${messages.length > 0 && html`<p>${letters.lead(messages.filter(({ readAt }) => readAt === null).length)}</p>`}
${messages.length === MESSAGES_SHOWN && html`<p class="quiet">${letters.latest(MESSAGES_SHOWN)}</p>`}
<table aria-labelledby="messages">
<thead><tr><th scope="col">${letters.subject}</th><th scope="col">${letters.received}</th><th scope="col">${letters.state}</th></tr></thead>
<tbody>${messages.map((message) => row(message, around.look))}
${messages.length === 0 && html`<tr><td class="none" colspan="3">${TEXT.none}</td></tr>`}</tbody>
</table>`,
  )

const row = ({ id, subjectLine, at, readAt }: Message, look: Look) => html`<tr>
<th scope="row" data-label="${letters.subject}"><a href="/messages/${id}"><bdi>${subjectLine}</bdi></a></th>
<td class="whole" data-label="${letters.received}">${look.moment(at)}</td>
<td data-label="${letters.state}">${readAt === null ? html`<strong>${letters.unread}</strong>` : letters.read}</td>
</tr>`

/**
 * One message. Opening it changes nothing: a browser that looks at links ahead of time, or restores yesterday's pages at a shared
 * desk, would otherwise take a message off the count that nobody has read. Whoever has read it says so.
 */
export const messagePage = (around: Around, { id, subjectLine, body, at, readAt }: Message): Markup =>
  frame(
    around,
    { place: 'messages', title: TEXT.places.messages },
    html`<h1><bdi>${subjectLine}</bdi></h1>
<p class="quiet">${letters.receivedAt(around.look.moment(at))}</p>
<p class="letter">${body}</p>
${
  readAt === null
    ? html`<form method="post" action="/messages/${id}/read"><button>${letters.markRead}</button></form>`
    : html`<p class="quiet">${letters.readAt(around.look.moment(readAt))}</p>`
}
<a class="go" href="${pathOf('messages')}">${letters.all}</a>`,
  )
