import { describe, expect, it } from 'vitest'
import { anotherThan, answerAndKey, numberShown, pageSays, phoneRings, screenSays } from '../support/call.ts'
import { documentOf } from '../support/document.ts'
import { giveEmail, givePhone, stackNamed, traveller, walkTo, walkToPhone } from '../support/journey.ts'
import type { Message } from '../support/mailbox.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const NOT_A_LINK = /https?:|www\.|<a\b|href=|<form|<img|<script/i

/** A mail says the same as text and as HTML, and nothing in it acts. */
function expectLetter({ subject, text, html = '' }: Message, sentences: readonly string[]) {
  for (const sentence of sentences) {
    expect(text).toContain(sentence)
    expect(documentOf(html).body.textContent).toContain(sentence)
  }
  expect(`${subject} ${text} ${html}`).not.toMatch(NOT_A_LINK)
}

describe.concurrent.each(RUNTIMES)('messages on %s', (runtime) => {
  it('bring the code by mail, with who sent it, how long it works and what to do if nobody asked; not in the subject', async () => {
    const { mailbox, email } = await walkTo(await traveller(stackNamed(runtime)), 'verify-email')
    const [mail] = await mailbox.expect(email)
    const code = await mailbox.code(email)
    expect(mail).toMatchObject({ channel: 'email', to: email, subject: 'Your code for Latchkey Provider Portal' })
    expectLetter(mail as Message, [
      'You are confirming this email address for Latchkey Provider Portal.',
      'It works for 60 minutes after you asked.',
      code,
      'Never read this code to anybody. Nobody from Latchkey will ask for it.',
      'If you did not ask for a code, you do not need to do anything',
      'For help, contact your facility’s portal administrator.',
    ])
    // What a locked screen shows: the first lines.
    expect(mail?.text.indexOf(code)).toBeGreaterThan(120)
  })

  it('tell the owner of an address that it is in use, while the screen says the same as always', async () => {
    const dana = await walkTo(await traveller(stackNamed(runtime)), 'portal', 'Email')
    const lee = { ...(await walkTo(await traveller(stackNamed(runtime)), 'give-email')), email: dana.email }
    await giveEmail(lee)
    await pageSays(lee, 'Enter the verification code from our email to i•••@clinic.example.')
    const mail = (await dana.mailbox.expect(dana.email, 3)).at(-1) as Message
    expect(mail.subject).toBe('About your email address at Latchkey Provider Portal')
    expectLetter(mail, ['It already belongs to another login, so no code was sent.', 'nothing was changed'])
    expect(mail.text).not.toMatch(/\d{6}/)
  })

  it('bring the code by text, in one part, bound to our address', async () => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime)))
    const { mailbox, phone } = dana
    await givePhone(dana, 'Send Code')
    const [{ channel, text } = {} as Message] = await mailbox.expect(phone.e164)
    const code = await mailbox.code(phone.e164)
    expect(channel).toBe('sms')
    expect(text).toBe(
      `Latchkey Provider Portal: ${code} is your code. It works for 10 minutes. Never read it to anybody. Not you? Ignore it.\n\n@localhost #${code}`,
    )
    expect(text.length).toBeLessThanOrEqual(160)
  })

  it('are spoken without the number that the screen shows', async () => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime)))
    await givePhone(dana, 'Call Me')
    const [number, call] = [numberShown(dana), await phoneRings(dana)]
    await answerAndKey(dana, call, `${anotherThan(number)}#`)
    await dana.mailbox.spoken(dana.phone.e164, /Let us try that again/)
    await dana.mailbox.digits(call, `${number}#`)
    const { text } = await dana.mailbox.spoken(dana.phone.e164, /Thank you/)
    expect(text).toBe(
      [
        'Hello. This is Latchkey Provider Portal. We are calling because this phone number is being registered. Look at the number on your screen. Key in that number on your phone. Then press the pound key, at the bottom right. If you did not ask for this call, press nine and then the pound key.',
        'Let us try that again. Look at the number on your screen. Key in that number on your phone. Then press the pound key, at the bottom right.',
        'Thank you. Your phone is confirmed. You can hang up, and go on at your screen.',
      ].join('\n'),
    )
    await screenSays(dana, 'Your phone is confirmed')
  })

  it.each(['Phone', 'Email'] as const)('say by mail what was registered and when (%s), masked, and nothing in it acts', async (method) => {
    const { mailbox, email, phone } = await walkTo(await traveller(stackNamed(runtime)), 'portal', method)
    const mail = (await mailbox.expect(email, 2)).at(-1) as Message
    expect(mail.subject).toBe('You are registered with Latchkey Provider Portal')
    expectLetter(mail, [
      'Your registration with Latchkey Provider Portal is complete. You set a new password.',
      method === 'Phone'
        ? `Codes go to the phone number •••\u00a0•••\u00a0${phone.e164.slice(-4)}. Your email address is i•••@clinic.example.`
        : 'Codes go to the email address i•••@clinic.example.',
      `Registered on ${dayInNewYork()}`,
      'If this was not you, contact your facility’s portal administrator at once.',
    ])
    expect(mail.text).toMatch(/at \d{1,2}:\d\d [AP]M E[SD]T\./)
    for (const whole of [email, phone.e164, phone.e164.slice(2), phone.typed]) expect(`${mail.text}${mail.html}`).not.toContain(whole)
  })
})

/** `November 24, 2026` */
const dayInNewYork = () => new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', dateStyle: 'long' }).format()
