import { describe, expect, it } from 'vitest'
import { stackNamed, traveller, verifyText, walkTo } from '../support/journey.ts'
import { becomes } from '../support/outbox.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import type { Stack } from '../support/stack.ts'

const asked = async ({ origin }: Stack, key?: string) => {
  const answer = await fetch(`${origin}/auth/health`, key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } })
  return { status: answer.status, kept: answer.headers.get('Cache-Control'), body: await answer.json() }
}

describe.concurrent.each(RUNTIMES)('how the service fares, on %s', (runtime) => {
  const stack = stackNamed(runtime)

  it('is told to anybody in a word, and the figures to nobody without the key', async () => {
    for (const key of [undefined, '', 'of somebody else', `${stack.environment.HEALTH_KEY}x`])
      expect(await asked(stack, key)).toEqual({
        status: 200,
        kept: 'no-store, private',
        body: { status: expect.stringMatching(/^(ok|degraded)$/) },
      })
  })

  it('is told to machines by channel: messages, how long they took, how many codes were used', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    await becomes(stack, dana.phone.e164, 'delivered')
    await verifyText(dana)
    const { body } = await asked(stack, stack.environment.HEALTH_KEY)
    expect(body).toMatchObject({ within: 3600, troubles: expect.any(Array), switches: expect.any(Array), alarms: expect.any(Array) })
    for (const channel of ['email', 'sms'])
      expect(body.channels[channel]).toMatchObject({
        messages: expect.any(Number),
        conversion: expect.any(Number),
        toDeliver: { p50: expect.any(Number), p95: expect.any(Number) },
        toUse: { p50: expect.any(Number), p95: expect.any(Number) },
      })
    expect(body.channels.sms.used).toBeGreaterThan(0)
    expect(body.today).toContainEqual({ channel: 'sms', country: 'US', messages: expect.any(Number) })
    expect(JSON.stringify(body)).not.toContain(dana.phone.e164.slice(-7))
  })
})
