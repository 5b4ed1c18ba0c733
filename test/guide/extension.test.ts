import { describe, expect, it } from 'vitest'
import { numberShown, pageSays } from '../support/call.ts'
import { stackNamed, type Traveller, traveller, walkToPhone } from '../support/journey.ts'
import { givePassword, member } from '../support/member.ts'
import { failingPhone } from '../support/people.ts'
import { post } from '../support/post.ts'
import { flowOf, rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const SWITCHBOARD = '5550155'
const BY_TEXT = 'A text message cannot reach an extension. Choose Call Me, or leave the extension empty.'

/** A front desk, or a machine, answers, and has to put the call through. */
describe.concurrent.each(RUNTIMES)('a phone behind a switchboard on %s', (runtime) => {
  const asked = async (): Promise<Traveller> => ({
    ...(await walkToPhone(await traveller(stackNamed(runtime)))),
    phone: failingPhone(SWITCHBOARD),
  })

  /** J02 */
  it('is refused a text, in words, with the extension in its own box', async () => {
    const { visitor, phone } = await asked()
    await visitor.fill({ 'Phone number': `${phone.typed} x45` }).press('Send Code')
    expect([visitor.status, visitor.path]).toEqual([422, '/auth/register/give-phone'])
    expect(visitor.words).toContain(BY_TEXT)
    expect(visitor.page.querySelector('#extension')?.getAttribute('value')).toBe('45')
    expect(visitor.page.querySelector('#number')?.getAttribute('value')).toBe(phone.typed)
    await visitor.fill({ 'Extension (for calls only)': 'front desk' }).press('Call Me')
    expect(visitor.words).toContain('An extension has digits only, and w for a pause. Check it, or leave the box empty.')
  })

  /** J02: nothing that a browser sends makes a text of it. */
  it('is called, is told digit by digit for whom the call is, and registers; a text to it is never made due', async () => {
    const dana = await asked()
    const { visitor, mailbox, phone } = dana
    await visitor.fill({ 'Phone number': phone.typed, 'Extension (for calls only)': 'ext. 4520' }).press('Call Me')
    expect(visitor.words).toMatch(/We are calling ••• ••• 0155, extension …20/u)
    expect(visitor.words).not.toContain('by text')
    const spoken = await mailbox.spoken(phone.e164, /This call is for extension 4, 5, 2, 0/)
    expect(spoken.text).toMatch(/connects to extension 4520\)\nHello\. This call is for extension/)
    expect(spoken.text).toContain('please put this call through to extension 4, 5, 2, 0')
    const { id } = await flowOf(dana.stack, dana.person.username)
    await post(visitor, 'verify-phone/new-code')
    expect(await rows(dana.stack, "select * from deliveries where flow_id = ? and channel = 'sms'", String(id))).toEqual([])
    await visitor.open('/auth/register/verify-phone')
    await mailbox.digits(spoken.id, `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
    await visitor.press('Continue')
    expect(visitor.path).toBe('/')
    const bound = await rows(dana.stack, "select * from authenticators where kind = 'phone' and address = ?", phone.e164)
    expect(bound).toMatchObject([{ extension: '4520', address_key: `${phone.e164};ext=4520` }])
    const letter = (await mailbox.expect(dana.email, 2)).at(-1)
    expect(letter?.text).toMatch(/Codes go to the phone number •••\s•••\s0155, extension\s…20\./u)
  })

  it('is offered calls only, whenever it logs in', async () => {
    const lee = await member(stackNamed(runtime))
    await rows(lee.stack, "update authenticators set extension = '4520' where address = ?", lee.phone.e164)
    await givePassword(lee)
    expect(lee.visitor.words).toMatch(/We can call ••• ••• \d{4}, extension …20\./u)
    expect(lee.visitor.words).not.toContain('Send Code')
    await lee.visitor.press('Call Me')
    expect(lee.visitor.words).toMatch(/extension …20/)
    expect(lee.visitor.words).not.toContain('Send Code by text')
  })
})
