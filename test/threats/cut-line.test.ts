import { describe, expect, it } from 'vitest'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { giveEmail, givePhone, stackNamed, traveller, walkTo, walkToPhone } from '../support/journey.ts'
import { becomes } from '../support/outbox.ts'
import { RUNTIMES } from '../support/runtimes.ts'

/** Fault 2: a provider took the message, and the line was cut before it could say so. A runtime must not ask once more by itself. */
describe.each(RUNTIMES)('on a line that is cut, on %s', (runtime) => {
  const stack = stackNamed(runtime)

  it('a mail is handed once to a provider that does not know it again', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    await goWrong(stack, { provider: 'resend', to: dana.email, status: 429, retryAfter: 1 })
    await goWrong(stack, { provider: 'sendgrid', to: dana.email, resetAfterAccept: true, times: 2 })
    await giveEmail(dana)
    await becomes(stack, dana.email, 'delivered')
    expect((await requestsTo(stack, dana.email)).map(({ provider, status }) => [provider, status])).toEqual([
      ['resend', 429],
      ['sendgrid', 'reset'],
    ])
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })

  /** What was asked a second time unseen would be refused, and be taken for refused the first time. */
  it('a mail that the first provider took stays with it, although that has too much to do by then', async () => {
    const [lee, dana] = [await walkTo(await traveller(stack), 'give-email'), await walkTo(await traveller(stack), 'give-email')]
    await giveEmail(lee) // Leaves an open line behind.
    await goWrong(stack, { provider: 'resend', to: dana.email, resetAfterAccept: true })
    await goWrong(stack, { provider: 'resend', to: dana.email, status: 429, retryAfter: 1, times: 9 })
    await giveEmail(dana)
    await becomes(stack, dana.email, 'delivered')
    expect((await requestsTo(stack, dana.email)).map(({ provider, status }) => [provider, status])).toEqual([['resend', 'reset']])
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })

  it.each([
    ['a text', 'Send Code', '/v2/messages'],
    ['a call', 'Call Me', '/v2/calls'],
  ] as const)('%s is handed over once', async (_, button, path) => {
    const dana = await walkToPhone(await traveller(stack))
    await goWrong(stack, { provider: 'telnyx', to: dana.phone.e164, path, resetAfterAccept: true, times: 2 })
    await givePhone(dana, button)
    await dana.mailbox.expect(dana.phone.e164)
    const asked = (await requestsTo(stack, dana.phone.e164)).filter((request) => request.path === path)
    expect(asked.map(({ status }) => status)).toEqual(['reset'])
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })
})
