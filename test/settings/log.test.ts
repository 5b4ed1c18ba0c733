import { afterEach, expect, it, vi } from 'vitest'
import { log, note } from '../../src/log.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('writes one line of JSON an event, which begins with the time in UTC', () => {
  const written = vi.spyOn(console, 'log').mockImplementation(() => {})
  log(Date.parse('2026-11-24T14:40:05.678-06:00'), 'request', { status: 200, path: '/auth/login', step: undefined })
  expect(written.mock.calls).toEqual([['{"at":"2026-11-24T20:40:05.678Z","event":"request","status":200,"path":"/auth/login"}']])
})

it('takes the time of now where an event has none of its own', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:40:00Z') })
  const written = vi.spyOn(console, 'log').mockImplementation(() => {})
  note('provider-misconfigured', { channel: 'sms' })
  expect(written.mock.calls).toEqual([['{"at":"2026-11-24T20:40:00.000Z","event":"provider-misconfigured","channel":"sms"}']])
})
