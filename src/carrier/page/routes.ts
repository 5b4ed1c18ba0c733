/**
 * The page at `/`: phone and mailbox side by side, in plain forms. The phone comes first, because it may be ringing.
 */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { HANDS, type Hand } from '../phone.ts'
import type { Carrier } from '../state.ts'
import type { Call } from '../telnyx/call.ts'
import { destinationsSection } from './destinations.ts'
import { CONTENT_SECURITY_POLICY, layout } from './layout.ts'
import { mailboxSection, messagePage } from './mailbox.ts'
import { phoneSection } from './phone.ts'

export const pageRoutes = (carrier: Carrier) =>
  new Hono()
    .use(async (c, next) => {
      await next()
      c.header('content-security-policy', CONTENT_SECURITY_POLICY)
      c.header('cache-control', 'no-store')
    })
    .get('/', (c) => {
      const to = c.req.query('to')?.trim() ?? ''
      const messages = carrier.mailbox.list(to === '' ? undefined : to)
      const body = html`<header><h1>Carrier stand-in</h1><p class="soft">Mails, text messages and calls that never leave this machine.</p></header>
<main class="two">${phoneSection(carrier.calls.all())}${mailboxSection(messages, to)}${destinationsSection()}</main>`
      return c.html(layout('Carrier stand-in', body, carrier.mailbox.version()))
    })
    .get('/version', (c) => c.text(String(carrier.mailbox.version())))
    .get('/messages/:id', (c) => {
      const message = carrier.mailbox.get(c.req.param('id'))
      if (!message)
        return c.html(layout('Not here', html`<h1>This message is not here any more.</h1><p><a href="/">Back to the mailbox</a></p>`), 404)
      return c.html(layout(message.subject ?? message.to, messagePage(message)))
    })
    .post('/empty', (c) => {
      carrier.mailbox.clear()
      return c.redirect('/', 303)
    })
    .post('/phone/:id/:hand{answer|voicemail|busy|hangup|digits}', async (c) => {
      const call = carrier.calls.get(c.req.param('id'))
      const { digits } = await c.req.parseBody()
      const keys = typeof digits === 'string' ? digits.replace(/[^0-9A-D*#]/g, '').slice(0, 128) : ''
      if (call && HANDS[c.req.param('hand') as Hand](carrier, call, keys)) await settled(carrier, call)
      return c.redirect('/', 303)
    })

/** Waits a moment for the app to say something, so that the page that follows shows it. Not while keys are still gathered. */
async function settled(carrier: Carrier, call: Call) {
  const said = call.note.text
  for (let round = 0; round < 20; round++) {
    if (call.state !== 'answered' || call.gather || call.note.text !== said) return
    await carrier.timers.pause(50)
  }
}
