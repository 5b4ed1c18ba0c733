import { describe, expect, it } from 'vitest'
import { anotherThan, pageSays } from '../support/call.ts'
import { giveEmail, stackNamed, type Traveller, timePasses, traveller, walkTo } from '../support/journey.ts'
import { freshEmail } from '../support/people.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const WRONG = 'That is not the code we sent. Check the latest message and enter its code again.'
const SPENT = 'Too many wrong codes were entered, so the code no longer works. Choose the first button below to get a fresh one.'

const enter = ({ visitor }: Traveller, code: string) => visitor.fill({ 'Verification code': code }).press('Verify code')

/** "Enter the verification code sent to the email address entered; then click Verify Code." */
describe.concurrent.each(WAYS)('the code from the mail on $runtime, $how', ({ runtime, manner }) => {
  const sent = async () => walkTo(await traveller(stackNamed(runtime), manner), 'verify-email')

  it('is asked for with the address masked, and leads to the password', async () => {
    const dana = await sent()
    const { visitor, mailbox, email } = dana
    expect([visitor.heading, visitor.path]).toEqual(['Check your email', '/auth/register/verify-email'])
    expect(visitor.words).toContain('Step 3 of 6: confirm your email')
    await pageSays(dana, 'Enter the verification code from our email to i•••@clinic.example. The code works for 60 minutes.')
    expect(visitor.words).not.toContain(email)
    await enter(dana, await mailbox.code(email))
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/set-password'])
    expect(visitor.words).toContain(`The code has been verified. Your email address is ${email}.`)
  })

  it('may be wrong five times, and the tries are told from three down', async () => {
    const dana = await sent()
    const code = await dana.mailbox.code(dana.email)
    const told: (string | undefined)[] = []
    for (let by = 1; by <= 4; by++) {
      await enter(dana, anotherThan(code, by))
      expect(dana.visitor.status).toBe(422)
      expect(dana.visitor.words).toContain(WRONG)
      told.push(/You have \d tr\w+ left\./.exec(dana.visitor.words)?.[0])
    }
    expect(told).toEqual([undefined, 'You have 3 tries left.', 'You have 2 tries left.', 'You have 1 try left.'])
    expect((await dana.visitor.reload()).words).toContain('You have 1 try left.')
    await enter(dana, anotherThan(code, 5))
    expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/register/verify-email'])
    expect(dana.visitor.words).toContain(SPENT)
  })

  it('is said to be dead to whoever comes back to it, and a fresh one is two presses away', async () => {
    const dana = await sent()
    const { visitor, email } = dana
    const code = await dana.mailbox.code(email)
    for (let by = 1; by <= 5; by++) await enter(dana, anotherThan(code, by))
    expect((await visitor.reload()).words).toContain(SPENT)
    expect(visitor.words).not.toContain('Verify code')
    await timePasses(dana, 30)
    await visitor.press('Change email')
    await giveEmail(dana)
    await enter(dana, await dana.mailbox.code(email, 2))
    expect(visitor.path).toBe('/auth/register/set-password')
  })

  it('is sent anew after a wait that is told in words, and not before', async () => {
    const dana = await sent()
    const { visitor, mailbox, email } = dana
    const first = await mailbox.code(email)
    expect(visitor.words).toMatch(/You can ask for a new code in (30|2\d) seconds\./)
    await visitor.press('Send new code')
    expect(visitor.status).toBe(422)
    expect(visitor.words).toMatch(/You can ask for a new code or call in (30|2\d) seconds\./)
    await timePasses(dana, 30)
    expect((await visitor.reload()).words).toContain('No code? You can ask for a new one now.')
    expect(await mailbox.messages(email)).toHaveLength(1)
    await visitor.press('Send new code')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/verify-email'])
    expect(visitor.words).toMatch(/You can ask for a new code in (1 minute|5\d seconds)\./)
    expect(await mailbox.code(email, 2)).not.toBe(first)
    await timePasses(dana, 30)
    await visitor.press('Send new code')
    expect(visitor.status).toBe(422)
    expect(await mailbox.messages(email)).toHaveLength(2)
  })

  it('is good for nothing once the address is changed', async () => {
    const dana = await sent()
    const { visitor, mailbox, email } = dana
    const former = await mailbox.code(email)
    await visitor.press('Change email')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/give-email'])
    expect(visitor.page.querySelector('#email')?.getAttribute('value')).toBe(email)
    const moved = { ...dana, email: freshEmail() }
    await giveEmail(moved)
    const fresh = await mailbox.code(moved.email)
    await enter(dana, former === fresh ? anotherThan(fresh) : former)
    expect(visitor.words).toContain(WRONG)
    await enter(dana, fresh)
    expect(visitor.words).toContain(`Your email address is ${moved.email}.`)
  })
})

describe.concurrent.each(RUNTIMES)('the code from the mail on %s', (runtime) => {
  const sent = async () => walkTo(await traveller(stackNamed(runtime)), 'verify-email')

  it.each<[string, (code: string) => string]>([
    ['482 913', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['482-913', (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['#482913', (code) => `#${code}`],
    ['４８２９１３', (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
  ])('may be pasted as %s', async (_, pasted) => {
    const dana = await sent()
    await enter(dana, pasted(await dana.mailbox.code(dana.email)))
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it.each(['', 'hello', '12345', '1234567'])('has six digits, and “%s” costs no try', async (typed) => {
    const dana = await sent()
    const code = await dana.mailbox.code(dana.email)
    for (let by = 1; by <= 4; by++) await enter(dana, anotherThan(code, by))
    await enter(dana, typed)
    expect(dana.visitor.status).toBe(422)
    expect(dana.visitor.words).toContain('A code has 6 digits. Enter the 6 digits from the latest message.')
    await enter(dana, code)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it.each(['first', 'second'] as const)(
    'may be the %s of two, in whatever order they arrive; a used one proves nothing again',
    async (which) => {
      const dana = await sent()
      const { visitor, mailbox, email } = dana
      const first = await mailbox.code(email)
      await timePasses(dana, 30)
      await visitor.press('Send new code')
      const code = { first, second: await mailbox.code(email, 2) }[which]
      await enter(dana, code)
      expect(visitor.path).toBe('/auth/register/set-password')
      await timePasses(dana, 30)
      await visitor.press('Change email')
      await giveEmail(dana)
      expect((await mailbox.code(email, 3)) === code).toBe(false)
      await enter(dana, code)
      expect(visitor.words).toContain(WRONG)
    },
  )

  it('is sent five times at most', async () => {
    const dana = await sent()
    for (let sends = 2; sends <= 5; sends++) {
      await timePasses(dana, 120)
      await dana.visitor.press('Send new code')
      expect(await dana.mailbox.expect(dana.email, sends)).toHaveLength(sends)
    }
    expect(dana.visitor.words).toContain('This was the last code for this address or number.')
    await timePasses(dana, 3600)
    await dana.visitor.press('Send new code')
    expect(dana.visitor.status).toBe(422)
    expect(dana.visitor.words).toContain('No more codes can be sent to this address or number in this registration.')
  })
})
