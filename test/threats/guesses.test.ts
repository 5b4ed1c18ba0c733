import { describe, expect, it } from 'vitest'
import {
  giveEmail,
  givePhone,
  logIn,
  setPassword,
  stackNamed,
  type Traveller,
  traveller,
  verifyEmail,
  verifyText,
  walkTo,
} from '../support/journey.ts'
import { post } from '../support/post.ts'
import { flowOf, letPass, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

const enter = ({ visitor }: Traveller, code: string) => visitor.fill({ 'Verification code': code }).press('Verify code')

async function guess(who: Traveller, times: number, code: string): Promise<void> {
  for (let by = 1; by <= times; by++) await enter(who, wrong(code, by))
}

async function newCode(who: Traveller, messages: number): Promise<string> {
  await letPass(stack, (await flowOf(stack, who.person.username)).id, 121)
  await who.visitor.press('Send new code')
  return who.mailbox.code(who.visitor.path.endsWith('phone') ? who.phone.e164 : who.email, messages)
}

describe.concurrent('guessing codes', () => {
  /** B01 */
  it('ends after five wrong ones, even for the right one', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    await guess(dana, 2, code)
    expect(dana.visitor.words).toContain('You have 3 tries left.')
    await guess(dana, 3, code)
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    expect((await post(dana.visitor, '/auth/register/verify-email', { code })).status).toBe(422)
    expect((await dana.visitor.reload()).path).toBe('/auth/register/verify-email')
  })

  /** B02 */
  it('is counted on when a new code is sent', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await guess(dana, 4, await dana.mailbox.code(dana.email))
    const code = await newCode(dana, 2)
    await enter(dana, wrong(code))
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    expect((await post(dana.visitor, '/auth/register/verify-email', { code })).status).toBe(422)
    expect((await dana.visitor.reload()).path).toBe('/auth/register/verify-email')
  })

  /** B03, B05, B06: neither a new cookie, a new address nor another person's success begins the count anew. */
  it('rests the account after ten in a row, whatever the cookie, the address or the channel', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await guess(dana, 5, await dana.mailbox.code(dana.email))
    await walkTo(await traveller(stack), 'set-password')

    const again: Traveller = { ...dana, visitor: new Visitor(stack.origin), email: dana.email.replace('@', '.b@') }
    await logIn(again)
    await again.visitor.press('Change email')
    await giveEmail(again)
    await guess(again, 5, await again.mailbox.code(again.email))
    await again.visitor.press('Change email')
    await again.visitor.fill({ 'Email address': dana.email.replace('@', '.c@') }).press('Send verification code')
    expect(again.visitor.status).toBe(422)
    expect(again.visitor.words).toMatch(/15 minutes/)
    expect(await again.mailbox.messages(dana.email.replace('@', '.c@'))).toHaveLength(0)
  })

  /** B02, whoever proves an address of their own goes on guessing at somebody else's where they stood. */
  it('is counted on after a right code, and over with the registration', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await guess(dana, 3, await dana.mailbox.code(dana.email))
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
    const { account_id: account } = await flowOf(stack, dana.person.username)
    const failures = () => rows(stack, "select count from failures where subject = 'code:' || ?", String(account))
    expect(await failures()).toMatchObject([{ count: 3 }])
    await setPassword(dana)
    await givePhone(dana)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
    expect(await failures()).toEqual([])
  })
})

describe.concurrent('codes of one address', () => {
  /** D02 */
  it('work while they are unexpired: an old one after a new one was sent', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const first = await dana.mailbox.code(dana.email)
    await newCode(dana, 2)
    await enter(dana, first)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  /** D02 */
  it('are three at once: the fourth retires the first', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const first = await dana.mailbox.code(dana.email)
    const second = await newCode(dana, 2)
    await newCode(dana, 3)
    await newCode(dana, 4)
    await enter(dana, first)
    expect(dana.visitor.words).toContain('That code is too old.')
    await enter(dana, second)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('end: one that is too old is refused in words', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    const { id } = await flowOf(stack, dana.person.username)
    await rows(stack, 'update codes set expires_at = 1 where challenge_id in (select id from challenges where flow_id = ?)', String(id))
    await enter(dana, code)
    expect(dana.visitor.words).toContain('That code is too old. Choose Send new code, and enter the new one.')
  })

  /** D01, D05 */
  it('prove nothing else: not a used one again, not an email code for the phone', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    await enter(dana, await dana.mailbox.code(dana.email))
    expect(dana.visitor.words).toContain('That is not the code we sent.')
  })

  /** D04 */
  it('prove nothing for anybody else', async () => {
    const [dana, lee] = await Promise.all([walkTo(await traveller(stack), 'verify-email'), walkTo(await traveller(stack), 'verify-email')])
    await enter(lee, await dana.mailbox.code(dana.email))
    expect(lee.visitor.words).toContain('That is not the code we sent.')
  })

  /** D07 */
  it('prove the number they were sent to, whatever the form says', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    const code = await dana.mailbox.code(dana.phone.e164)
    const answer = await post(dana.visitor, '/auth/register/verify-phone', { code, number: '(312) 664-0000', country: 'US' })
    expect(answer.headers.location).toBe('/?registered')
    const { account_id: account } = await flowOf(stack, dana.person.username)
    const [phone] = await rows(stack, "select address from authenticators where account_id = ? and kind = 'phone'", String(account))
    expect(phone?.address).toBe(dana.phone.e164)
  })

  /** A code that a screen shows would otherwise prove itself. */
  it('that are shown to be keyed into a call are refused when typed', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await dana.visitor.fill({ 'Phone number': dana.phone.typed }).press('Call Me')
    const shown = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    expect(shown).toMatch(/^\d{6}$/)
    await letPass(stack, (await flowOf(stack, dana.person.username)).id, 31)
    await dana.visitor.press('Send Code by text')
    await enter(dana, shown)
    expect(dana.visitor.status).toBe(422)
  })
})
