import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/carrier/faults.ts'
import { PROVIDER_PATIENCE, seconds } from '../../src/domain/policy.ts'
import { answerAndKey, numberShown, pageSays, phoneRings } from '../support/call.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { givePhone, stackNamed, type Traveller, timePasses, traveller, verifyText, walkTo } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { becomes, marked, sweepAfterRest } from '../support/outbox.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const READING = seconds(0.5)

/** Nobody can say whether the provider took it. */
const AMBIGUOUS: Record<string, { fault: Partial<Fault>; took: boolean }> = {
  'is in trouble': { fault: { status: 500 }, took: false },
  'took it, and answers too late': { fault: { delayMs: 4000 }, took: true },
  'took it, and hangs up': { fault: { resetAfterAccept: true }, took: true },
}
const BUTTONS = [
  ['a text message', 'Send Code', '/v2/messages'],
  ['a call', 'Call Me', '/v2/calls'],
] as const
type Button = (typeof BUTTONS)[number][1]

async function gavePhoneWhile(fault: Partial<Fault>, button: Button, { reports }: { reports?: 'lost' } = {}): Promise<Traveller> {
  const dana = await walkTo(await traveller(stack), 'give-phone')
  const atPhone = { provider: 'telnyx', to: dana.phone.e164 } as const
  await goWrong(stack, { ...atPhone, ...fault })
  if (reports) await goWrong(stack, { ...atPhone, webhooks: reports, times: 99 })
  const began = Date.now()
  await givePhone(dana, button)
  expect(Date.now() - began).toBeLessThan(PROVIDER_PATIENCE + READING)
  expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
  return dana
}

const ordered = async (dana: Traveller, path: string) =>
  (await requestsTo(stack, dana.phone.e164)).filter((request) => request.path === path)

/** P03, faults 2 and 3. */
describe.each(BUTTONS)('%s whose provider', (_, button, path) => {
  it.each(Object.entries(AMBIGUOUS))('%s is never ordered twice', async (_, { fault, took }) => {
    const dana = await gavePhoneWhile(fault, button, { reports: 'lost' })
    await marked(stack, dana.phone.e164)
    await sweepAfterRest(stack, dana.phone.e164)
    await sweepAfterRest(stack, dana.phone.e164)
    expect(await ordered(dana, path)).toHaveLength(1)
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(took ? 1 : 0)
  })
})

describe('where the provider has too much to do', () => {
  const tooMuch = async (button: Button) => {
    const dana = await gavePhoneWhile({ status: 429, times: 9 }, button)
    await marked(stack, dana.phone.e164)
    for (let minute = 0; minute < 3; minute++) await sweepAfterRest(stack, dana.phone.e164)
    return dana
  }

  it('a text message is ordered once more, and no third time', async () => {
    const dana = await tooMuch('Send Code')
    expect(await ordered(dana, '/v2/messages')).toHaveLength(2)
    await becomes(stack, dana.phone.e164, 'failed')
    await pageSays(dana, 'The text message could not be delivered. Choose Call Me, or check the number.')
  })

  /** Nobody waits at the phone for a call of some time later. */
  it('a call is not ordered again, and is said to have failed on the very next screen', async () => {
    const dana = await tooMuch('Call Me')
    expect(dana.visitor.words).toContain('The call did not get through. Call again, or get the code by text.')
    expect(await ordered(dana, '/v2/calls')).toHaveLength(1)
    await becomes(stack, dana.phone.e164, 'failed')
  })
})

describe('whoever waits for their phone', () => {
  it('has a text message that the provider took late, and its code works', async () => {
    const dana = await gavePhoneWhile({ delayMs: 4000 }, 'Send Code')
    // The provider's report may be here before its answer.
    expect(dana.visitor.words).toContain('Enter the code from our text message to •••')
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('is called, and followed, though the provider hung up on us', async () => {
    const dana = await gavePhoneWhile({ resetAfterAccept: true }, 'Call Me')
    await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  it('gets the text message with the next minute, where the provider had no time for it', async () => {
    const dana = await gavePhoneWhile({ status: 429 }, 'Send Code')
    await marked(stack, dana.phone.e164)
    await sweepAfterRest(stack, dana.phone.e164)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  /** Fault 2: a call is ordered once in its life. */
  it('is called once, though it could not be written down that the call was placed', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await goWrong(stack, { provider: 'telnyx', to: dana.phone.e164, webhooks: 'lost', times: 9 })
    await line.failingUntilFelt({ kind: 'refuse', holding: 'update "deliveries" set "provider"' }, () => givePhone(dana, 'Call Me'))
    await sweepAfterRest(stack, dana.phone.e164)
    const { id } = await becomes(stack, dana.phone.e164, 'expired')
    expect((await ordered(dana, '/v2/calls')).map(({ commandId }) => commandId)).toEqual([id])
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })

  /** Fault 23. */
  it('gets through by email where neither text messages nor calls go out', async () => {
    const dana = await gavePhoneWhile({ status: 500, times: 50 }, 'Send Code')
    await marked(stack, dana.phone.e164)
    await timePasses(dana, 31)
    await dana.visitor.reload()
    await dana.visitor.press('Call Me')
    expect(dana.visitor.words).toMatch(/Calling your phone|Trying to call your phone/)
    await dana.visitor.press('Change number')
    await dana.visitor.press('Use another method')
    await dana.visitor.press('Email')
    expect(dana.visitor.path).toBe('/auth/register/set-password')
    await dana.visitor.fill({ 'New password': dana.password, 'Confirm new password': dana.password }).press('Create')
    expect(dana.visitor.path).toBe('/')
  })
})
