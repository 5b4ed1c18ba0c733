import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hand, marking, type OutboxDeps } from '../../src/delivery/outbox.ts'
import { minutes, seconds } from '../../src/domain/policy.ts'
import type { DueDelivery } from '../../src/journey/ports.ts'
import { keyring, system } from '../../src/system.ts'
import { type Answer, json, office, openProvider, plain, reset } from './provider.ts'

type Opened = Awaited<ReturnType<typeof openProvider>>
let one: Opened
let two: Opened
beforeAll(async () => {
  one = await openProvider()
  two = await openProvider()
})
afterAll(() => {
  one.close()
  two.close()
})

/** The first provider of each channel, and the second. */
const deps = (first = one.origin): OutboxDeps => ({
  office: office(first, {
    ...{ SENDGRID_API_KEY: 'SG.test', SENDGRID_BASE_URL: two.origin },
    ...{ SECOND_TELNYX_API_KEY: 'KEY_second', SECOND_TELNYX_BASE_URL: `${two.origin}/v2` },
    ...{ SECOND_TELNYX_CONNECTION_ID: '7268', SECOND_TELNYX_FROM: '+12025550199' },
  }),
  deliveries: { mark: async () => {}, giveTo: async () => true },
  keys: keyring(new TextEncoder().encode('a server key of the tests, long enough for one')),
  system,
  note: () => {},
})

const messages = (more: Partial<DueDelivery> = {}): Record<DueDelivery['channel'], DueDelivery> => {
  const now = system.now()
  const due = {
    ...{ id: system.id(), destinationKey: 'key', extension: null, country: 'US', line: null, provider: null, notBefore: now, down: [] },
    ...{ challengeId: 'challenge', send: 1, about: null, tries: 1, vainTries: 0, createdAt: now, expiresAt: now + minutes(10), ...more },
  }
  return {
    email: { ...due, kind: 'email-code', channel: 'email', destination: 'dana@clinic.example', purpose: 'registration-email' },
    sms: { ...due, kind: 'sms-code', channel: 'sms', destination: '+13125550190', purpose: 'registration-phone' },
    voice: { ...due, kind: 'call', channel: 'voice', destination: '+13125550190', purpose: 'registration-phone' },
  }
}

const CHANNELS = ['email', 'sms', 'voice'] as const
type Channel = (typeof CHANNELS)[number]
const FIRST = { email: 'resend', sms: 'telnyx', voice: 'telnyx' }
const SECOND = { email: 'sendgrid', sms: 'telnyx-2', voice: 'telnyx-2' }
const TAKEN: Record<Channel, Answer> = {
  email: json(202, '', { 'x-message-id': 'mail-1' }),
  sms: json(200, { data: { id: 'text-1' } }),
  voice: json(200, { data: { call_control_id: 'call-1' } }),
}

let asked: { first: number; second: number }
beforeEach(() => {
  asked = { first: 0, second: 0 }
})
/** What becomes of a message while the providers answer so. */
async function sent(channel: Channel, first: Answer, more: Partial<DueDelivery> = {}, via = deps()) {
  one.answers(counting('first', first))
  two.answers(counting('second', TAKEN[channel]))
  const due = messages(more)[channel]
  return marking(via, due, await hand(via, due))
}
const counting = (which: 'first' | 'second', answer: Answer): Answer =>
  Object.assign((...response: Parameters<Answer>) => {
    asked[which]++
    answer(...response)
  })

/** Fault 3. */
describe.each(CHANNELS)('a message by %s', (channel) => {
  it.each([
    ['has too much to do', json(429, { statusCode: 429, name: 'rate_limit_exceeded' }, { 'retry-after': '60' })],
    ['is not there', plain(521, 'Web server is down')],
    ['has closed the account', json(401, { statusCode: 401, name: 'missing_api_key' })],
  ])('goes to the next provider where the first %s, and belongs to that one', async (_, answer) => {
    expect(await sent(channel, answer)).toMatchObject({ state: 'sent', provider: SECOND[channel] })
    expect(asked).toEqual({ first: 1, second: 1 })
  })

  it.each([
    ['is in trouble', plain(500, 'no')],
    ['hangs up', reset],
  ])('goes to nobody else where the first %s, since it may have it', async (_, answer) => {
    const { state, provider, health } = await sent(channel, answer)
    expect({ state, provider }).toEqual({ state: channel === 'email' ? 'due' : 'uncertain', provider: FIRST[channel] })
    expect(health?.asked).toEqual([{ name: `${channel}/${FIRST[channel]}`, well: false }])
    expect(asked).toEqual({ first: 1, second: 0 })
  })

  it('goes to nobody else where the destination is refused', async () => {
    const refusal =
      channel === 'email'
        ? json(422, { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' })
        : json(400, { errors: [{ code: '40310' }] })
    expect(await sent(channel, refusal)).toMatchObject({ state: 'refused', health: { asked: [{ well: true }] } })
    expect(asked).toEqual({ first: 1, second: 0 })
  })

  it('goes past a provider that is left alone, unless it may have the message already', async () => {
    const down = [`${channel}/${FIRST[channel]}`]
    expect(await sent(channel, plain(500, 'no'), { down })).toMatchObject({ state: 'sent', provider: SECOND[channel] })
    expect(asked).toEqual({ first: 0, second: 1 })
    // Resend knows a mail again by its key; nobody knows a text or a call again.
    const again = await sent(channel, plain(500, 'no'), { down, provider: FIRST[channel] })
    expect(asked).toEqual({ first: channel === 'email' ? 1 : 0, second: 1 })
    expect(again.state).toBe(channel === 'email' ? 'due' : 'uncertain')
  })

  it('is tried with the first where all are left alone', async () => {
    const down = [`${channel}/${FIRST[channel]}`, `${channel}/${SECOND[channel]}`]
    await sent(channel, plain(500, 'no'), { down })
    expect(asked).toEqual({ first: 1, second: 0 })
  })

  it('that is put off costs no try', async () => {
    expect(await sent(channel, reset, { notBefore: system.now() + seconds(60) })).toMatchObject({ state: 'due', putOff: true })
    expect(asked).toEqual({ first: 0, second: 0 })
  })
})

/** Fault 2: whoever handed the mail over may have died before it was marked, and SendGrid knows no mail again. */
describe('a mail that is found again', () => {
  const full = json(429, { statusCode: 429, name: 'rate_limit_exceeded' }, { 'retry-after': '60' })

  it('goes to the first provider alone, however it does: that one may have it, and makes no second mail of it', async () => {
    const refusedAgain = await sent('email', full, { tries: 2, down: ['email/resend'] })
    expect(refusedAgain).toMatchObject({ state: 'due' })
    expect(asked).toEqual({ first: 1, second: 0 })
    // That it was refused this time tells nothing of the time before.
    expect([refusedAgain.provider, refusedAgain.vainTries]).toEqual([undefined, undefined])
  })

  it('may go to the next one again where every try before was refused', async () => {
    const down = ['email/resend']
    expect(await sent('email', full, { tries: 3, vainTries: 1, down })).toMatchObject({ state: 'due' })
    expect(asked).toEqual({ first: 1, second: 0 })
    expect(await sent('email', full, { tries: 3, vainTries: 2, down })).toMatchObject({ state: 'sent', provider: 'sendgrid' })
    expect(asked.second).toBe(1)
  })

  it('goes to nobody where the second one may have it', async () => {
    expect(await sent('email', full, { tries: 2, provider: 'sendgrid' })).toMatchObject({ state: 'uncertain', provider: 'sendgrid' })
    expect(asked).toEqual({ first: 0, second: 0 })
  })

  it.each([
    ['somebody else has taken it up', async () => false],
    ['that can’t be written down', async () => Promise.reject(new Error('away'))],
  ])('is not given to the second one where %s', async (_, giveTo) => {
    const via = { ...deps(), deliveries: { ...deps().deliveries, giveTo } }
    expect(await sent('email', full, {}, via)).toMatchObject({ state: 'due', provider: null, vainTries: 1 })
    expect(asked).toEqual({ first: 1, second: 0 })
  })
})

describe('whoever waits for a turn', () => {
  it('is sent a mail no sooner', async () => {
    const notBefore = system.now() + 300
    expect(await sent('email', json(200, { id: 'mail-1' }), { notBefore })).toMatchObject({ state: 'sent', provider: 'resend' })
    expect(system.now()).toBeGreaterThanOrEqual(notBefore)
  })

  /** Fault 4: decided anew when the turn has come. */
  it('is sent none that would arrive too late by then', async () => {
    const expiresAt = system.now() + minutes(1) + 200
    expect(await sent('email', json(200, { id: 'mail-1' }), { notBefore: system.now() + 300, expiresAt })).toMatchObject({
      state: 'expired',
    })
    expect(asked.first).toBe(0)
  })
})

describe('a number of one’s own choice', () => {
  const guarded = (lines: OutboxDeps['lines']) => ({ ...deps(), ...(lines && { lines }) })

  it('is not texted where its line says so, and the line is kept', async () => {
    const via = guarded(async () => ({ go: false, undelivered: { sent: false, reason: 'refused', detail: 'landline' }, line: 'landline' }))
    const outcome = await sent('sms', TAKEN.sms, {}, via)
    expect(outcome).toMatchObject({ state: 'refused', detail: 'landline', line: { destinationKey: 'key', line: 'landline' } })
    expect(asked.first).toBe(0)
  })

  it('is texted where its line allows it', async () => {
    const via = guarded(async () => ({ go: true, line: 'mobile' }))
    expect(await sent('sms', TAKEN.sms, {}, via)).toMatchObject({ state: 'sent', line: { line: 'mobile' } })
  })
})
