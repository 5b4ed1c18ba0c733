import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { givePhone, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { member } from '../support/member.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

const report = (path: string, body: string, headers: Record<string, string> = {}, { origin } = stack) =>
  exchange(`${origin}/auth/hooks/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

const now = () => String(Math.floor(Date.now() / 1000))
const CONFIRMED = JSON.stringify({
  data: { id: 'e1', event_type: 'call.gather.ended', payload: { call_control_id: 'v3:made-up', digits: '123456', status: 'valid' } },
})
const DELIVERED = JSON.stringify({ type: 'email.delivered', created_at: new Date().toISOString(), data: { email_id: 'made-up', to: [] } })

const plan = (fault: object) =>
  fetch(`${stack.carrier}/carrier/faults`, { method: 'POST', body: JSON.stringify(fault), headers: { 'content-type': 'application/json' } })

describe('whoever reports without the provider’s signature', () => {
  /** E08, M01, M02 */
  it.each([
    ['none', {}],
    ['a made-up one', { 'telnyx-signature-ed25519': Buffer.alloc(64).toString('base64'), 'telnyx-timestamp': now() }],
    ['a garbled one', { 'telnyx-signature-ed25519': '%%%', 'telnyx-timestamp': now() }],
    [
      'one from the future',
      { 'telnyx-signature-ed25519': Buffer.alloc(64).toString('base64'), 'telnyx-timestamp': String(Number(now()) + 301) },
    ],
    ['one of no time', { 'telnyx-signature-ed25519': Buffer.alloc(64).toString('base64'), 'telnyx-timestamp': 'NaN' }],
  ])('is refused, with %s of Telnyx’ kind', async (_, headers) => {
    expect((await report('telnyx', CONFIRMED, headers)).status).toBe(401)
    expect((await report('telnyx', '{"not json', headers)).status).toBe(401)
  })

  /** E08, M01, M11 */
  it.each([
    ['none', {}],
    ['a made-up one', { 'svix-id': 'm1', 'svix-timestamp': now(), 'svix-signature': `v1,${Buffer.alloc(32).toString('base64')}` }],
    ['one from the past', { 'svix-id': 'm1', 'svix-timestamp': '1', 'svix-signature': `v1,${Buffer.alloc(32).toString('base64')}` }],
  ])('is refused, with %s of Resend’s kind', async (_, headers) => {
    expect((await report('resend', DELIVERED, headers)).status).toBe(401)
    expect((await report('resend', '{"not json', headers)).status).toBe(401)
  })

  /** M10 */
  it('is not listened to beyond 64 KB', async () => {
    expect((await report('telnyx', 'x'.repeat(2 * 1024 * 1024))).status).toBe(413)
  })
})

describe('a report of a mail, signed as Resend does', () => {
  const sign = (body: string, id: string, at = new Date(), { environment } = stack) => ({
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(environment.RESEND_WEBHOOK_SECRET ?? '').sign(id, at, body),
  })
  const mailOf = async (flow: unknown) => (await rows(stack, 'select * from deliveries where flow_id = ?', String(flow)))[0]

  /** M04, M06, M11 */
  it('counts under its own id, in time, and as often as it comes; a former state does not come back', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await dana.mailbox.expect(dana.email)
    const { id } = await flowOf(stack, dana.person.username)
    await expect.poll(async () => (await mailOf(id))?.state).toBe('delivered')
    const before = await mailOf(id)
    const about = (type: string) => JSON.stringify({ type, created_at: new Date().toISOString(), data: { email_id: before?.provider_id } })
    const bounced = about('email.bounced')
    const old = sign(bounced, 'm2', new Date(Date.now() - 301_000))
    for (const headers of [{ ...sign(bounced, 'm2'), 'svix-id': 'm3' }, sign(about('email.sent'), 'm2'), old]) {
      expect((await report('resend', bounced, headers)).status).toBe(401)
    }
    expect(await mailOf(id)).toEqual(before)
    const sent = about('email.sent')
    for (const _ of ['once', 'again']) expect((await report('resend', sent, sign(sent, 'm4'))).status).toBe(204)
    expect((await mailOf(id))?.state).toBe('delivered')
    const rotated = sign(bounced, 'm5')
    const two = { ...rotated, 'svix-signature': `v1,${Buffer.alloc(32).toString('base64')} ${rotated['svix-signature']}` }
    expect((await report('resend', bounced, two)).status).toBe(204)
    expect(await mailOf(id)).toMatchObject({ state: 'failed', detail: 'invalid-address' })
  })

  /** M07 */
  it('is heard and changes nothing where we sent no such mail', async () => {
    expect((await report('resend', DELIVERED, sign(DELIVERED, 'm6'))).status).toBe(204)
    expect(await count(stack, 'deliveries', "provider_id = 'made-up'")).toBe(0)
  })

  /** M04, M07 */
  it('is counted by the day where we sent no such mail, and where it comes again', async () => {
    const counted = async (outcome: string) =>
      Number((await rows(stack, "select sum(events) as n from hook_counts where provider = 'resend' and outcome = ?", outcome))[0]?.n)
    const [unknown, repeated] = [await counted('unknown'), await counted('repeated')]
    for (const _ of ['once', 'again']) expect((await report('resend', DELIVERED, sign(DELIVERED, 'm7'))).status).toBe(204)
    expect([await counted('unknown'), await counted('repeated')]).toEqual([unknown + 1, repeated + 1])
  })

  /** M10 */
  it('is one of a thousand at once, and people log in meanwhile', async () => {
    const deno = stackNamed('deno')
    const lee = await member(deno)
    const flood = Promise.all(
      Array.from({ length: 1000 }, (_, nth) => report('resend', DELIVERED, sign(DELIVERED, `flood-${nth}`, new Date(), deno), deno)),
    )
    const times: number[] = []
    for (let n = 0; n < 5; n++) {
      const began = performance.now()
      await lee.visitor.open('/auth/login/with-phone')
      await lee.visitor.fill({ 'Username or email address': lee.person.username, Password: lee.password }).press('Login')
      times.push(performance.now() - began)
      expect([lee.visitor.status, lee.visitor.path]).toEqual([200, '/auth/login/send-code'])
    }
    const answers = await flood
    const statuses = new Set(answers.map(({ status }) => status))
    const took = times.map(Math.round).join(', ')
    console.log(`login beside 1,000 webhooks: ${took} ms; ${answers.filter(({ status }) => status === 503).length} webhooks were shed`)
    expect([...statuses].every((status) => status === 204 || status === 503)).toBe(true)
    expect(statuses).toContain(204)
    expect(answers.filter(({ headers }) => headers['x-content-type-options'] !== 'nosniff')).toEqual([])
  })
})

describe('a call whose reports', () => {
  async function confirmedBy(more: (to: string) => Promise<unknown>) {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await more(dana.phone.e164)
    await givePhone(dana, 'Call Me')
    const code = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    const [call] = await dana.mailbox.expect(dana.phone.e164)
    await dana.mailbox.answer(call?.id ?? '')
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    await dana.mailbox.digits(call?.id ?? '', `${code}#`)
    await dana.mailbox.spoken(dana.phone.e164, /Thank you/)
    await dana.visitor.open('/auth/register/verify-phone')
    return dana
  }

  /** M04, M05 */
  it('come twice each is confirmed once, and nobody is asked twice', async () => {
    const dana = await confirmedBy((to) => plan({ provider: 'telnyx', to, times: 20, webhooks: 'repeated' }))
    expect(dana.visitor.words).toContain('Your phone is confirmed')
    const [call] = await dana.mailbox.messages(dana.phone.e164)
    expect(call?.text.match(/Thank you/g)).toHaveLength(1)
    expect(call?.text.match(/Hello/g)).toHaveLength(1)
    const { id } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'phone-proved'", String(id))).toBe(1)
  })

  /** M05, M06 */
  it.each(['call.initiated', 'call.answered'])('come in another order is confirmed all the same: %s last', async (event) => {
    const dana = await confirmedBy((to) => plan({ provider: 'telnyx', to, webhooks: 'late', delayMs: 700, event }))
    expect(dana.visitor.words).toContain('Your phone is confirmed')
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  /** J18 */
  it('confirm it sign in the browser that asked for it, and no other', async () => {
    const dana = await confirmedBy(async () => {})
    const stranger = await new Visitor(stack.origin).open('/auth/register/verify-phone')
    expect(stranger.path).toBe('/auth/register')
    const known = new Visitor(stack.origin)
    known.cookies.set('latchkey-flow', `${dana.visitor.cookies.get('latchkey-flow')?.split('.')[0]}.${'A'.repeat(43)}`)
    await known.open('/auth/register/verify-phone')
    expect(known.path).toBe('/auth/register')
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  /** M08 */
  it('come after the registration was cancelled proves nothing, and the person is not asked', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await givePhone(dana, 'Call Me')
    const [call] = await dana.mailbox.expect(dana.phone.e164)
    await dana.visitor.follow('Cancel')
    await dana.visitor.press('Yes, cancel')
    await dana.mailbox.answer(call?.id ?? '')
    await expect
      .poll(async () => (await fetch(`${stack.carrier}/carrier/calls?to=${encodeURIComponent(dana.phone.e164)}`)).json())
      .toMatchObject([{ state: 'ended', text: '' }])
  })

  /** B12, J15, J16 */
  it('bring three wrong numbers ends, counts each on the challenge, and rings no more by itself', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await givePhone(dana, 'Call Me')
    const code = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    const [call] = await dana.mailbox.expect(dana.phone.e164)
    await dana.mailbox.answer(call?.id ?? '')
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    for (const [i, digits] of [`${code.split('').reverse().join('')}1#`, '#', `${code.slice(0, 5)}#`].entries()) {
      await dana.mailbox.digits(call?.id ?? '', digits)
      await dana.mailbox.spoken(dana.phone.e164, i === 2 ? /is not confirmed/ : new RegExp(`(try that again[^]*){${i + 1}}`))
    }
    await dana.visitor.open('/auth/register/verify-phone')
    expect(dana.visitor.words).toContain('The number was not right. Call again: a new number will be shown here.')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })
})
