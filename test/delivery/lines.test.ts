import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineGuard } from '../../src/delivery/lines.ts'
import { connection } from '../../src/delivery/telnyx.ts'
import { lookUpThrough } from '../../src/delivery/telnyx-lookup.ts'
import { LINES, type Line } from '../../src/domain/line.ts'
import type { DueDelivery } from '../../src/journey/ports.ts'
import { IMPATIENT, json, openProvider, refused, reset, settings, silence, stall } from './provider.ts'

let provider: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  provider = await openProvider()
})
afterAll(() => provider.close())

const notes: string[] = []
const guard = (refusedLines: readonly Line[] = [], timeLimit = 10_000) =>
  lineGuard(lookUpThrough(connection(settings(provider.origin)), timeLimit), refusedLines, (event) => notes.push(event))

const due = (more: Partial<DueDelivery> = {}): DueDelivery => ({
  ...{ id: 'd', kind: 'sms-code', channel: 'sms', destination: '+13125550123', destinationKey: 'k', extension: null, country: 'US' },
  ...{ line: null, provider: null, notBefore: 0, down: [], challengeId: 'c', purpose: 'registration-phone', send: 1, about: null },
  ...{ tries: 1, vainTries: 0, createdAt: 0, expiresAt: 0 },
  ...more,
})
const call = (more: Partial<DueDelivery> = {}) => due({ kind: 'call', channel: 'voice', ...more })
const answers = (type: string | undefined) => provider.answers(json(200, { data: { record_type: 'number_lookup', carrier: { type } } }))
const go = { go: true }
const no = (detail: string) => ({ go: false, undelivered: refused(detail) })

/** J06. */
describe('a number of one’s own choice', () => {
  it('is asked about once, before anything goes there', async () => {
    answers('mobile')
    expect(await guard()(due())).toEqual({ ...go, line: 'mobile' })
    expect(provider.only()).toMatchObject({ method: 'GET', path: '/v2/number_lookup/+13125550123?type=carrier' })
  })

  it.each([
    ['mobile', go, go],
    ['fixed line or mobile', go, go],
    ['voip', go, go],
    ['unknown', go, go],
    ['a word that is new', go, go],
    ['fixed line', no('landline'), go],
    ['pager', no('special-line'), no('special-line')],
    ['voicemail', no('special-line'), no('special-line')],
    ['premium rate', no('special-line'), no('special-line')],
    ['shared cost', no('special-line'), no('special-line')],
    ['toll free', no('special-line'), no('special-line')],
    ['uan', no('special-line'), no('special-line')],
    ['personal number', no('special-line'), no('special-line')],
  ])('that is %s', async (type, text, called) => {
    answers(type)
    const line = LINES.find((name) => name === type.replaceAll(' ', '-')) ?? 'unknown'
    expect(await guard()(due())).toEqual({ ...text, line })
    answers(type)
    expect(await guard()(call())).toEqual({ ...called, line })
  })

  it('is refused as an installation wants it', async () => {
    answers('voip')
    expect(await guard(['voip'])(due())).toMatchObject(no('special-line'))
  })

  it.each([
    ['has too many requests', json(429, { errors: [{ code: '10011' }] })],
    ['is in trouble', json(500, { errors: [{ code: '10007' }] })],
    ['cuts the line', reset],
    ['says nothing', silence],
    ['breaks off', stall],
  ])('whose look-up %s gets texts, and calls in North America only', async (_, answer) => {
    notes.length = 0
    for (const [message, expected] of [
      [due(), go],
      [due({ destination: '+447400123456' }), go],
      [call(), go],
      [call({ destination: '+447400123456' }), no('unknown-line')],
    ] as const) {
      provider.answers(answer)
      expect(await guard([], IMPATIENT)(message)).toEqual(expected)
    }
    expect(notes).toEqual(Array(4).fill('line-unknown'))
  })

  it('is not asked about again while the answer is kept', async () => {
    answers('mobile')
    expect(await guard()(due({ line: 'fixed-line' }))).toEqual(no('landline'))
    expect(await guard()(call({ line: 'fixed-line', destination: '+442071234567' }))).toEqual(go)
    expect(() => provider.only()).toThrow('0 requests')
  })
})

it('nothing else is asked about: mail, and numbers that are confirmed', async () => {
  answers('pager')
  expect(await guard()(due({ purpose: 'login' }))).toEqual(go)
  expect(await guard()(due({ channel: 'email', purpose: 'registration-email' }))).toEqual(go)
  expect(await guard()(due({ kind: 'phone-replaced', purpose: null }))).toEqual(go)
  expect(() => provider.only()).toThrow('0 requests')
})
