/** Mail through Resend's own SDK. */

import { Resend } from 'resend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bench, startBench, typeOf, until } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const letter = (to: string, more: object = {}) => ({
  from: 'Latchkey <no-reply@latchkey.test>',
  to,
  subject: 'Your code',
  text: '482 913',
  ...more,
})

const accepted = async (mail: ReturnType<typeof letter>) => (await bench.resend.emails.send(mail)).data?.id ?? ''

it('puts a mail into the mailbox of whoever it is for', async () => {
  const sent = await bench.resend.emails.send(letter('Dana <dana@clinic.test>', { html: '<p>482 913</p>' }))
  expect(sent.error).toBeNull()
  expect(await bench.messages('DANA@clinic.test')).toEqual([
    {
      id: sent.data?.id,
      channel: 'email',
      from: 'Latchkey <no-reply@latchkey.test>',
      to: 'dana@clinic.test',
      subject: 'Your code',
      text: '482 913',
      html: '<p>482 913</p>',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  ])
  const found = await bench.resend.emails.get(sent.data?.id ?? '')
  expect(found.data).toMatchObject({ object: 'email', subject: 'Your code', last_event: 'delivered' })
})

it('tells the app in order, signed so that the SDK accepts it', async () => {
  const sent = await bench.resend.emails.send(letter('lee@clinic.test', { tags: [{ name: 'kind', value: 'code' }] }))
  const id = sent.data?.id ?? ''
  await bench.told(id, 'email.delivered')
  expect(bench.hooksOf(id).map(typeOf)).toEqual(['email.sent', 'email.delivered'])
  for (const { headers, body, path } of bench.hooksOf(id)) {
    expect(path).toBe('/auth/hooks/resend')
    const signed = { id: headers['svix-id'] ?? '', timestamp: headers['svix-timestamp'] ?? '', signature: headers['svix-signature'] ?? '' }
    const event = bench.resend.webhooks.verify({ payload: body, headers: signed, webhookSecret: bench.secret })
    expect(event.data).toMatchObject({ email_id: id, to: ['lee@clinic.test'], tags: { kind: 'code' } })
    expect(() => bench.resend.webhooks.verify({ payload: `${body} `, headers: signed, webhookSecret: bench.secret })).toThrow()
  }
})

describe('Idempotency-Key', () => {
  it('answers a repeat with the same id and sends once', async () => {
    const first = await bench.resend.emails.send(letter('ruth@clinic.test'), { idempotencyKey: 'delivery-1' })
    const second = await bench.resend.emails.send(letter('ruth@clinic.test'), { idempotencyKey: 'delivery-1' })
    expect(second.data).toEqual(first.data)
    expect(await bench.messages('ruth@clinic.test')).toHaveLength(1)
  })

  it('refuses the same key with another body', async () => {
    await bench.resend.emails.send(letter('one@clinic.test'), { idempotencyKey: 'delivery-2' })
    const { error } = await bench.resend.emails.send(letter('two@clinic.test'), { idempotencyKey: 'delivery-2' })
    expect(error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' })
  })

  it('forgets a request that was refused', async () => {
    await bench.resend.emails.send(letter('not an address'), { idempotencyKey: 'delivery-3' })
    const { data } = await bench.resend.emails.send(letter('three@clinic.test'), { idempotencyKey: 'delivery-3' })
    expect(data?.id).toBeTruthy()
  })

  it('refuses a key that is too long', async () => {
    const { error } = await bench.resend.emails.send(letter('four@clinic.test'), { idempotencyKey: 'k'.repeat(257) })
    expect(error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' })
  })
})

describe('what Resend refuses', () => {
  const post = (body: unknown, key = 're_development') =>
    fetch(`${bench.url}/emails`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) }).then(
      (answer) => answer.json(),
    )

  it.each([
    ['no recipient', { to: undefined }, { statusCode: 422, name: 'missing_required_field', message: 'Missing `to` field.' }],
    ['no subject', { subject: undefined }, { statusCode: 422, name: 'missing_required_field', message: 'Missing `subject` field.' }],
    ['no words', { text: undefined }, { statusCode: 422, name: 'missing_required_field', message: 'Missing `html` or `text` field.' }],
    ['an address that is none', { to: 'dana' }, { statusCode: 422, name: 'validation_error', message: expect.stringContaining('`to`') }],
    ['a sender that is none', { from: 'Latchkey' }, { statusCode: 422, name: 'invalid_from_address' }],
    ['more than fifty recipients', { to: Array(51).fill('dana@clinic.test') }, { statusCode: 422, name: 'validation_error' }],
    ['a field it does not know', { body: 'x' }, { statusCode: 422, name: 'validation_error', message: expect.stringContaining('`body`') }],
    ['a body that is no object', 'x', { statusCode: 422 }],
  ])('%s', async (_case, change, error) => {
    const body = typeof change === 'string' ? change : { ...letter('dana@clinic.test'), ...change }
    expect(await post(body)).toMatchObject(error)
  })

  it('a wrong key, and none', async () => {
    const { error } = await new Resend('re_wrong', { baseUrl: bench.url }).emails.send(letter('dana@clinic.test'))
    expect(error).toMatchObject({ statusCode: 403, name: 'invalid_api_key' })
    const none = await fetch(`${bench.url}/emails`, { method: 'POST', body: '{}' })
    expect([none.status, (await none.json()).name]).toEqual([401, 'missing_api_key'])
  })

  it('what is not JSON, and a path it does not have', async () => {
    const headers = { authorization: 'Bearer re_development' }
    const garbled = await fetch(`${bench.url}/emails`, { method: 'POST', headers, body: '{' })
    expect(garbled.status).toBe(400)
    const nowhere = await fetch(`${bench.url}/emails/a/b/c`, { headers })
    expect([nowhere.status, (await nowhere.json()).name]).toEqual([404, 'not_found'])
  })
})

describe('addresses that fail on purpose', () => {
  it.each([
    ['bounce@clinic.test', 'Permanent'],
    ['full@clinic.test', 'Transient'],
  ])('%s is told about and never arrives', async (address, type) => {
    const id = await accepted(letter(address))
    expect((await bench.told(id, 'email.bounced')).event.data.bounce).toMatchObject({ type })
    expect(await bench.messages(address)).toEqual([])
  })

  it('suppressed@ is not tried', async () => {
    const id = await accepted(letter('suppressed@clinic.test'))
    expect((await bench.told(id, 'email.suppressed')).event.data.suppressed.message).toBeTruthy()
  })

  it('complain@ arrives first', async () => {
    const id = await accepted(letter('complain@clinic.test'))
    await bench.told(id, 'email.complained')
    expect(await bench.messages('complain@clinic.test')).toHaveLength(1)
  })

  it('slow@ is delayed, then delivered', async () => {
    const id = await accepted(letter('slow@clinic.test'))
    await bench.told(id, 'email.delivery_delayed')
    expect(await bench.messages('slow@clinic.test')).toEqual([])
    await bench.told(id, 'email.delivered')
    expect(await bench.messages('slow@clinic.test')).toHaveLength(1)
  })

  it.each([
    ['invalid', 422, 'validation_error'],
    ['limited', 429, 'rate_limit_exceeded'],
    ['down', 500, 'internal_server_error'],
  ])('%s@ is refused with %i', async (local, statusCode, name) => {
    const { error, headers } = await bench.resend.emails.send(letter(`${local}@clinic.test`))
    expect(error).toMatchObject({ statusCode, name })
    expect(headers?.['retry-after']).toBe(statusCode === 429 ? '1' : undefined)
  })
})

it('repeats a webhook under the same id until the app takes it', async () => {
  const busy = await startBench()
  busy.answerHooksWith(500, 503)
  const { data } = await busy.resend.emails.send(letter('retry@clinic.test'))
  const attempts = await until(() => {
    const hooks = busy.hooksOf(data?.id ?? '')
    return hooks.length === 4 ? hooks.filter((hook) => typeOf(hook) === 'email.sent') : undefined
  })
  expect(new Set(attempts.map(({ headers }) => headers['svix-id'])).size).toBe(1)
  await busy.close()
})
