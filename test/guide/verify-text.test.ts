import { describe, expect, it } from 'vitest'
import { anotherThan, pageSays } from '../support/call.ts'
import { givePhone, stackNamed, type Traveller, timePasses, traveller, verifyText, walkToPhone } from '../support/journey.ts'
import { freshPhone } from '../support/people.ts'
import { post } from '../support/post.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const WRONG = 'That is not the code we sent. Check the latest message and enter its code again.'

const enter = ({ visitor }: Traveller, code: string) => visitor.fill({ 'Verification code': code }).press('Verify code')

/** "For SMS text authentication, enter the verification code received." */
describe.concurrent.each(WAYS)('the code from the text message on $runtime, $how', ({ runtime, manner }) => {
  const sent = async () => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime), manner))
    await givePhone(dana)
    return dana
  }

  it('is asked for with the number masked, and completes the registration', async () => {
    const dana = await sent()
    const { visitor, phone } = dana
    expect(visitor.words).toContain('Step 6 of 6: confirm your phone')
    await pageSays(dana, `Enter the code from our text message to ••• ••• ${phone.e164.slice(-4)}. The code works for 10 minutes.`)
    expect(visitor.words).not.toContain(phone.e164.slice(2, 8))
    await verifyText(dana)
    expect([visitor.status, visitor.path]).toEqual([200, '/'])
    expect(visitor.words).toContain(dana.person.name)
  })

  it('may be wrong five times, and the tries are told from three down', async () => {
    const dana = await sent()
    const code = await dana.mailbox.code(dana.phone.e164)
    const told: (string | undefined)[] = []
    for (let by = 1; by <= 4; by++) {
      await enter(dana, anotherThan(code, by))
      expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/register/verify-phone'])
      expect(dana.visitor.words).toContain(WRONG)
      told.push(/You have \d tr\w+ left\./.exec(dana.visitor.words)?.[0])
    }
    expect(told).toEqual([undefined, 'You have 3 tries left.', 'You have 2 tries left.', 'You have 1 try left.'])
    await enter(dana, anotherThan(code, 5))
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    expect((await post(dana.visitor, '/auth/register/verify-phone', { code })).status).toBe(422)
    await dana.visitor.press('Change number')
    expect(dana.visitor.path).toBe('/auth/register/give-phone')
  })
})

describe.concurrent.each(RUNTIMES)('the code from the text message on %s', (runtime) => {
  const sent = async () => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime)))
    await givePhone(dana)
    return dana
  }

  it.each<[string, (code: string) => string]>([
    ['482 913', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['482-913', (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['#482913', (code) => `#${code}`],
  ])('may be pasted as %s', async (_, pasted) => {
    const dana = await sent()
    await enter(dana, pasted(await dana.mailbox.code(dana.phone.e164)))
    expect(dana.visitor.path).toBe('/')
  })

  it('may come by a call instead', async () => {
    const dana = await sent()
    await timePasses(dana, 30)
    await dana.visitor.press('Call Me')
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([200, 'Answer your phone'])
    expect(await dana.mailbox.expect(dana.phone.e164, 2)).toMatchObject([{ channel: 'sms' }, { channel: 'voice' }])
  })

  it('is good for nothing once the number is changed', async () => {
    const dana = await sent()
    const { visitor, mailbox, phone } = dana
    const former = await mailbox.code(phone.e164)
    await visitor.press('Change number')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/give-phone'])
    expect(visitor.page.querySelector('#number')?.getAttribute('value')).toBe(phone.e164)
    const moved = { ...dana, phone: freshPhone() }
    await givePhone(moved)
    const fresh = await mailbox.code(moved.phone.e164)
    await enter(dana, former === fresh ? anotherThan(fresh) : former)
    expect(visitor.words).toContain(WRONG)
    await enter(dana, fresh)
    expect(visitor.path).toBe('/')
  })

  it('is sent anew after the wait, and the one before still works', async () => {
    const dana = await sent()
    const { visitor, mailbox, phone } = dana
    const first = await mailbox.code(phone.e164)
    await visitor.press('Send new code')
    expect(visitor.status).toBe(422)
    expect(visitor.words).toMatch(/You can ask for a new code or call in (30|2\d) seconds\./)
    await timePasses(dana, 30)
    await visitor.press('Send new code')
    expect(visitor.status).toBe(200)
    expect(await mailbox.code(phone.e164, 2)).not.toBe(first)
    await enter(dana, first)
    expect(visitor.path).toBe('/')
  })
})
