/** Mail by way of SendGrid, which has no SDK here: what is asked and told is written as its reference has it. */
import { verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bench, startBench, typeOf } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const letter = (to: string, more: object = {}) => ({
  personalizations: [{ to: [{ email: to }] }],
  from: { email: 'no-reply@latchkey.test', name: 'Latchkey' },
  subject: 'Your code',
  content: [
    { type: 'text/plain', value: '482 913' },
    { type: 'text/html', value: '<p>482 913</p>' },
  ],
  custom_args: { delivery: 'delivery-1' },
  ...more,
})

const send = (body: unknown, key = 'SG.development') =>
  fetch(`${bench.url}/v3/mail/send`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) })

const accepted = async (to: string) => (await send(letter(to))).headers.get('x-message-id') ?? ''
const refused = async (body: unknown, key?: string) => {
  const answer = await send(body, key)
  return { status: answer.status, field: (await answer.json()).errors[0].field }
}

it('puts a mail into the mailbox of whoever it is for', async () => {
  const answer = await send(letter('dana@clinic.test'))
  expect([answer.status, await answer.text()]).toEqual([202, ''])
  expect(await bench.messages('dana@clinic.test')).toEqual([
    {
      ...{ id: answer.headers.get('x-message-id'), channel: 'email', from: 'no-reply@latchkey.test', to: 'dana@clinic.test' },
      ...{ subject: 'Your code', text: '482 913', html: '<p>482 913</p>', at: expect.any(String) },
    },
  ])
})

it('takes the same mail twice: it knows no idempotency key', async () => {
  const ids = [await accepted('ruth@clinic.test'), await accepted('ruth@clinic.test')]
  expect(new Set(ids).size).toBe(2)
  expect(await bench.messages('ruth@clinic.test')).toHaveLength(2)
})

it('tells the app in a list, with what the mail carried, and signed', async () => {
  const id = await accepted('lee@clinic.test')
  await bench.told(id, 'delivered')
  expect(bench.hooksOf(id).map(typeOf)).toEqual(['processed', 'delivered'])
  for (const { headers, body, path, event } of bench.hooksOf(id)) {
    expect(path).toBe('/auth/hooks/sendgrid')
    expect(event).toMatchObject([{ email: 'lee@clinic.test', delivery: 'delivery-1', sg_event_id: expect.any(String) }])
    const time = headers['x-twilio-email-event-webhook-timestamp'] ?? ''
    const signature = Buffer.from(headers['x-twilio-email-event-webhook-signature'] ?? '', 'base64')
    expect(verify('sha256', Buffer.from(time + body), bench.sendgridPublicKey, signature)).toBe(true)
    expect(verify('sha256', Buffer.from(`${time}${body} `), bench.sendgridPublicKey, signature)).toBe(false)
  }
})

describe('what SendGrid refuses', () => {
  it.each([
    ['no subject', { subject: '' }, 'subject'],
    ['an address that is none', { personalizations: [{ to: [{ email: 'dana' }] }] }, 'personalizations.0.to.0.email'],
    ['HTML before the plain text', { content: [...letter('').content].reverse() }, 'content.0.type'],
  ])('%s', async (_case, change, field) => {
    expect(await refused(letter('dana@clinic.test', change))).toEqual({ status: 400, field })
  })

  it('a wrong key', async () => {
    expect(await refused(letter('dana@clinic.test'), 'SG.wrong')).toEqual({ status: 401, field: null })
  })
})

describe('addresses that fail on purpose', () => {
  it.each([
    ['bounce', 'bounce', { type: 'bounce', status: '5.1.1' }],
    ['full', 'bounce', { type: 'bounce', status: '4.2.2' }],
    ['suppressed', 'dropped', { reason: 'Bounced Address' }],
  ])('%s@ is told about and never arrives', async (local, event, facts) => {
    const id = await accepted(`${local}@clinic.test`)
    expect((await bench.told(id, event)).event).toMatchObject([facts])
    expect(await bench.messages(`${local}@clinic.test`)).toEqual([])
  })

  it('complain@ arrives first', async () => {
    await bench.told(await accepted('complain@clinic.test'), 'spamreport')
    expect(await bench.messages('complain@clinic.test')).toHaveLength(1)
  })

  it('slow@ is deferred, then delivered', async () => {
    const id = await accepted('slow@clinic.test')
    await bench.told(id, 'deferred')
    expect(await bench.messages('slow@clinic.test')).toEqual([])
    await bench.told(id, 'delivered')
  })

  it.each([
    ['invalid', 400],
    ['limited', 429],
    ['down', 500],
  ])('%s@ is refused with %i', async (local, status) => {
    expect((await refused(letter(`${local}@clinic.test`))).status).toBe(status)
  })
})
