import { describe, expect, it } from 'vitest'
import { givePhone, stackNamed, traveller, verifyText, walkToPhone } from '../support/journey.ts'
import { freshPhone } from '../support/people.ts'
import { post } from '../support/post.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const TEN_DIGITS = 'A number in this country has ten digits: three for the area and seven for the line. Check it and send it again.'
const NO_EXTENSIONS = 'A text message cannot reach an extension. Choose Call Me, or leave the extension empty.'
const SPECIAL =
  'This number belongs to a special service, such as toll-free or paid calls, and codes cannot go there. Enter a direct line of your own, or go back and choose Email.'
const NOBODY = 'This is not a phone number that can be reached. Check the digits and the country code.'

const REFUSED: Record<string, string> = {
  ' ': 'Enter your phone number.',
  '(312) 664-0123 x45': NO_EXTENSIONS,
  '312-664-0123 ext. 5': NO_EXTENSIONS,
  '3126640123,,45': NO_EXTENSIONS,
  '312-664-012': TEN_DIGITS,
  '312-664-01234': TEN_DIGITS,
  '(800) 664-0123': SPECIAL,
  '(312) 976-0123': SPECIAL,
  '(911) 664-0123': NOBODY,
  '+44 20 7946 0123': 'This number belongs to another country than the one chosen. Choose its country code, or check the number.',
}

/** "Enter your phone number and select Send Code or Call Me." */
describe.concurrent.each(WAYS)('the phone number on $runtime, $how', ({ runtime, manner }) => {
  const asked = async () => walkToPhone(await traveller(stackNamed(runtime), manner))

  it('is asked for with its country, the United States first, and with what sending a text means', async () => {
    const { visitor } = await asked()
    expect(visitor.heading).toBe('Enter your phone number')
    expect(visitor.words).toContain('Step 5 of 6: your phone number')
    expect(visitor.words).toContain('We will send a code by text message, or call you, to confirm that it is yours.')
    expect(visitor.words).toContain('you agree to get one text message for each code you ask for. Message and data rates may apply.')
    expect(visitor.words).toContain('Reply STOP to end, HELP for help.')
    expect([...visitor.page.querySelectorAll('#country option')].map((option) => option.textContent)).toEqual([
      'United States (+1)',
      'Canada (+1)',
      'Mexico (+52)',
      'United Kingdom (+44)',
      'India (+91)',
      'Philippines (+63)',
    ])
  })

  it('gets a text message with “Send Code”', async () => {
    const dana = await asked()
    await givePhone(dana, 'Send Code')
    expect([dana.visitor.status, dana.visitor.path, dana.visitor.heading]).toEqual([200, '/auth/register/verify-phone', 'Check your phone'])
    expect(await dana.mailbox.expect(dana.phone.e164)).toMatchObject([{ channel: 'sms' }])
  })

  it('is asked for again, in words and with what was typed, where no code could go', async () => {
    const dana = await asked()
    const { visitor } = dana
    for (const [typed, words] of Object.entries(REFUSED)) {
      await visitor.fill({ 'Phone number': typed, 'Extension (for calls only)': '' }).press('Send Code')
      expect([visitor.status, visitor.path]).toEqual([422, '/auth/register/give-phone'])
      expect(visitor.words).toContain(`There is a problem ${words}`)
      // What stood behind the number stands in its own box.
      const shown = words === NO_EXTENSIONS ? typed.split(/ ?(?:x|ext|,)/)[0] : typed
      expect(visitor.page.querySelector('#number')?.getAttribute('value')).toBe(shown)
    }
    visitor.fill({ 'Extension (for calls only)': '' })
    await givePhone(dana)
    expect(visitor.path).toBe('/auth/register/verify-phone')
  })
})

describe.concurrent.each(RUNTIMES)('the phone number on %s', (runtime) => {
  const asked = async () => walkToPhone(await traveller(stackNamed(runtime)))

  it('is taken in every way of writing it', async () => {
    const dana = await asked()
    const written: ((ten: string) => string)[] = [
      (ten) => ten,
      (ten) => `${ten.slice(0, 3)}.${ten.slice(3, 6)}.${ten.slice(6)}`,
      (ten) => `+1 ${ten.slice(0, 3)} ${ten.slice(3)}`,
      (ten) => `1-${ten}`,
      (ten) => `tel:+1${ten}`,
      (ten) => `\u202a(${ten.slice(0, 3)})\u00a0${ten.slice(3)}\u202c`,
      (ten) => ten.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ]
    for (const write of written) {
      const { e164 } = freshPhone()
      await givePhone({ ...dana, phone: { typed: write(e164.slice(2)), e164 } })
      expect(dana.visitor.words).toContain(`••• ••• ${e164.slice(-4)}`)
      expect(await dana.mailbox.expect(e164)).toHaveLength(1)
      await dana.visitor.press('Change number')
    }
  })

  it('may be of any country in the list', async () => {
    const dana = await asked()
    const phone = { typed: `55 ${freshPhone().e164.slice(-8)}`, e164: '' }
    phone.e164 = `+52${phone.typed.replace(/\D/g, '')}`
    await dana.visitor.fill({ 'Country code': 'Mexico (+52)' })
    await givePhone({ ...dana, phone })
    await verifyText({ ...dana, phone })
    expect(dana.visitor.path).toBe('/')
  })

  it('keeps the country that was chosen when the number is refused', async () => {
    const { visitor } = await asked()
    await visitor.fill({ 'Country code': 'Mexico (+52)', 'Phone number': '55 123' }).press('Send Code')
    expect(visitor.words).toContain(NOBODY)
    expect(visitor.page.querySelector('#country option[selected]')?.textContent).toBe('Mexico (+52)')
  })

  /** J05 */
  it('is of no other country, whatever the form says', async () => {
    const { visitor } = await asked()
    const answer = await post(visitor, '/auth/register/give-phone', { country: 'FR', number: '+33 1 70 18 99 00', channel: 'voice' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('We cannot reach phones in this country. Choose a country from the list, or go back and choose Email.')
  })

  it('can be done without: “Use another method” leads to the email method, with the address confirmed', async () => {
    const { visitor, email } = await asked()
    await visitor.press('Use another method')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/choose-method'])
    await visitor.press('Email')
    expect(visitor.path).toBe('/auth/register/set-password')
    expect(visitor.words).toContain(email)
    expect(visitor.words).toContain('Step 4 of 4')
    expect(visitor.words).toContain('Use at least 15 characters.')
  })
})
