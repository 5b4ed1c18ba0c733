import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { office, WEBHOOK_SECRET } from './provider.ts'

const OTHER_SECRET = `whsec_${Buffer.from('another secret of the tests').toString('base64')}`
const now = Date.now()
const seconds = Math.floor(now / 1000)

const bounced = { type: 'email.bounced', created_at: '2026-11-24T20:40:00Z', data: { email_id: 'mail-1', tags: { delivery: 'd-1' } } }
const bodyOf = (event: unknown) => (typeof event === 'string' ? event : JSON.stringify(event))

const sign = (event: unknown, { id = 'msg_1', at = seconds, secret = WEBHOOK_SECRET } = {}) => ({
  'svix-id': id,
  'svix-timestamp': String(at),
  'svix-signature': new Webhook(secret).sign(id, new Date(at * 1000), bodyOf(event)),
})
const read = (event: unknown, headers: Record<string, string> = sign(event), { at = now, secret = WEBHOOK_SECRET } = {}) =>
  office('http://127.0.0.1:9', { RESEND_WEBHOOK_SECRET: secret }).readResend(bodyOf(event), new Headers(headers), at)

/** M01, M02, M11, M12 */
describe('a webhook of Resend', () => {
  it('is read when Resend signed it', async () => {
    expect(await read(bounced)).toEqual({ id: 'msg_1', providerId: 'mail-1', deliveryId: 'd-1', channel: 'email', happened: 'bounced' })
  })

  it.each([
    ['no signature', { ...sign(bounced), 'svix-signature': '' }],
    ['a garbled signature', { ...sign(bounced), 'svix-signature': 'v1' }],
    ['a short signature', { ...sign(bounced), 'svix-signature': 'v1,AAAA' }],
    ['another version', { ...sign(bounced), 'svix-signature': sign(bounced)['svix-signature'].replace('v1', 'v2') }],
    ['another key', sign(bounced, { secret: OTHER_SECRET })],
    ['the signature of another event', sign({ ...bounced, type: 'email.delivered' })],
    ['the signature of another id', { ...sign(bounced), 'svix-id': 'msg_2' }],
    ['the signature of another time', { ...sign(bounced), 'svix-timestamp': String(seconds - 1) }],
    ['no id', { ...sign(bounced), 'svix-id': '' }],
    ['no headers', {}],
  ])('is unsigned with %s', async (_, headers) => {
    expect(await read(bounced, headers)).toBe('unsigned')
  })

  it.each([-301, 301])('is unsigned %d seconds away from now', async (off) => {
    expect(await read(bounced, sign(bounced, { at: seconds + off }))).toBe('unsigned')
    expect(await read(bounced, sign(bounced), { at: now + off * 1000 })).toBe('unsigned')
  })

  it.each(['NaN', '', '-1', `${seconds}000`, `${seconds}.5`, ` ${seconds} x`, '0x10', '1e9', 'Infinity'])(
    'is unsigned at the time "%s"',
    async (time) => {
      expect(await read(bounced, { ...sign(bounced), 'svix-timestamp': time })).toBe('unsigned')
    },
  )

  it('may be signed with either secret during a rotation, and may carry both signatures', async () => {
    const both = `${OTHER_SECRET}, ${WEBHOOK_SECRET}`
    expect(await read(bounced, sign(bounced), { secret: both })).toMatchObject({ happened: 'bounced' })
    expect(await read(bounced, sign(bounced, { secret: OTHER_SECRET }), { secret: both })).toMatchObject({ happened: 'bounced' })
    const signatures = [sign(bounced, { secret: OTHER_SECRET }), sign(bounced)].map((signed) => signed['svix-signature']).join(' ')
    expect(await read(bounced, { ...sign(bounced), 'svix-signature': signatures })).toMatchObject({ happened: 'bounced' })
  })

  it.each([
    ['email.sent', 'sent'],
    ['email.delivered', 'delivered'],
    ['email.delivery_delayed', 'delayed'],
    ['email.failed', 'failed'],
    ['email.complained', 'complained'],
    ['email.suppressed', 'suppressed'],
  ])('says what happened: %s', async (type, happened) => {
    expect(await read({ ...bounced, type })).toMatchObject({ happened })
  })

  it.each([
    ['Permanent', 'bounced'],
    ['Transient', 'returned'],
    ['Undetermined', 'returned'],
    [undefined, 'bounced'],
  ])('tells an address that takes no mail from one that took none this time: %s', async (type, happened) => {
    expect(await read({ ...bounced, data: { ...bounced.data, bounce: type && { type, subType: 'General' } } })).toMatchObject({ happened })
  })

  it('finds the delivery among tags in either form, or says that there is none', async () => {
    const tagged = (tags: unknown) => read({ type: 'email.sent', data: { email_id: 'mail-1', tags } })
    expect(await tagged([{ name: 'delivery', value: 'd-1' }])).toMatchObject({ deliveryId: 'd-1' })
    for (const tags of [undefined, null, [], {}, 'delivery', [{ name: 'other', value: 'x' }]])
      expect(await tagged(tags)).toMatchObject({ deliveryId: null })
  })

  it.each([
    ['an event that means nothing to us', { type: 'email.opened', data: { email_id: 'mail-1' } }],
    ['an event of another kind', { type: 'domain.updated', data: { id: 'x' } }],
    ['no email', { type: 'email.sent', data: {} }],
    ['null', null],
    ['no JSON', 'hello'],
    ['nothing', ''],
  ])('is ignored, though signed: %s', async (_, event) => {
    expect(await read(event)).toBe('ignored')
  })
})
