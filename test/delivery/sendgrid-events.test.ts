import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../src/domain/policy.ts'
import { office } from './provider.ts'

const NOW = 1_795_539_600_000
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicOf = ({ publicKey }: typeof keys) => publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const signed = (body: string, at = NOW, key = keys.privateKey) => {
  const timestamp = String(Math.floor(at / 1000))
  return new Headers({
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + body), key).toString('base64'),
    'x-twilio-email-event-webhook-timestamp': timestamp,
  })
}
const read = (body: string, headers = signed(body), own = publicOf(keys)) =>
  office('http://127.0.0.1:9', { SENDGRID_PUBLIC_KEY: own }).readSendgrid(body, headers, NOW)
const mail = { email: 'dana@clinic.example', sg_message_id: 'mail-1.recvd-77-1', delivery: 'delivery_of-dana' }
const batch = (...events: object[]) => JSON.stringify(events.map((event, nth) => ({ ...mail, sg_event_id: `event-${nth}`, ...event })))

/** M01, M02: the signature and the time, before anything of the body is read. */
describe('a report of SendGrid', () => {
  // Every signature has other lengths of r and s.
  it.each(Array.from({ length: 40 }, (_, nth) => nth))(
    'is believed when it is signed, whatever the length of its numbers (%i)',
    async (nth) => {
      expect(await read(batch({ event: 'delivered', nth }))).toMatchObject([{ happened: 'delivered' }])
    },
  )

  it.each([
    ['another body', (body: string) => signed(`${body} `)],
    ['another key', (body: string) => signed(body, NOW, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    [
      'another time',
      (body: string) => {
        const headers = signed(body)
        headers.set('x-twilio-email-event-webhook-timestamp', String(NOW / 1000 + 1))
        return headers
      },
    ],
    ['a time too long ago', (body: string) => signed(body, NOW - seconds(301))],
    ['a time to come', (body: string) => signed(body, NOW + seconds(301))],
    ['no signature', () => new Headers({ 'x-twilio-email-event-webhook-timestamp': String(NOW / 1000) })],
  ])('is not believed with %s', async (_, headers) => {
    const body = batch({ event: 'delivered' })
    expect(await read(body, headers(body))).toBe('unsigned')
  })

  it('is believed by the old key and the new one during a rotation, and by nobody where no key is set', async () => {
    const body = batch({ event: 'delivered' })
    const other = publicOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
    expect(await read(body, signed(body), `${other}, ${publicOf(keys)}`)).toHaveLength(1)
    expect(await read(body, signed(body), other)).toBe('unsigned')
    expect(await read(body, signed(body), '')).toBe('unsigned')
  })

  it('tells of several mails at once, by the id that the request was answered with', async () => {
    const body = batch({ event: 'processed' }, { event: 'deferred' }, { event: 'open' }, { event: 'spamreport' })
    const about = { providerId: 'mail-1', deliveryId: 'delivery_of-dana', channel: 'email' }
    expect(await read(body)).toEqual([
      { id: 'event-0', ...about, happened: 'sent' },
      { id: 'event-1', ...about, happened: 'delayed' },
      { id: 'event-3', ...about, happened: 'complained' },
    ])
  })

  it.each([
    [{ event: 'bounce', type: 'bounce', status: '5.1.1' }, 'bounced', '5.1.1'],
    [{ event: 'bounce', type: 'blocked' }, 'returned', 'blocked'],
    [{ event: 'bounce', type: 'bounce', status: '4.2.2' }, 'returned', '4.2.2'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'suppressed', 'dropped'],
    [{ event: 'dropped', reason: 'Too many attempts' }, 'failed', 'dropped'],
  ])('says why a mail came back: %o', async (event, happened, code) => {
    expect(await read(batch(event))).toMatchObject([{ happened, code }])
  })

  it.each(['[]', '{}', 'no JSON', '[null, 7, {"event": "delivered"}]', batch({ event: 'click' })])(
    'means nothing to us: %s',
    async (body) => {
      expect(await read(body)).toBe('ignored')
    },
  )
})
