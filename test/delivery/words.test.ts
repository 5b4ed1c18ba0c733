import { describe, expect, it } from 'vitest'
import type { Purpose } from '../../src/domain/challenge.ts'
import { hours, minutes } from '../../src/domain/policy.ts'
import { ending, question } from '../../views/messages/call-script.ts'
import { emailCode } from '../../views/messages/email-code.ts'
import { emailInUse } from '../../views/messages/email-in-use.ts'
import { type AboutLostPhone, lostPhoneLetter, lostPhoneText } from '../../views/messages/lost-phone.ts'
import { registered } from '../../views/messages/registered.ts'
import type { Sender } from '../../views/messages/sender.ts'
import { smsCode } from '../../views/messages/sms-code.ts'

const sender: Sender = {
  brandName: 'Latchkey',
  portalName: 'Provider Portal',
  support: 'your facility’s portal administrator',
  language: 'en-US',
}
const code = '048213'
const withCode = (purpose: Purpose = 'registration-email') => emailCode(sender, { purpose, code, lifetime: minutes(60) })
const registration = {
  method: 'phone' as const,
  maskedPhone: '••• ••• 0123',
  maskedEmail: 'd•••@clinic.example',
  at: Date.parse('2026-11-24T20:40:00Z'),
  timeZone: 'America/New_York',
}
const lostPhone = { at: registration.at, timeZone: 'America/New_York', place: 'portal.example.com' }
const asked = { ...lostPhone, kind: 'phone-request', from: registration.at + hours(24), code: '04821377' } as const
const LOST_PHONE: AboutLostPhone[] = [asked, { ...lostPhone, kind: 'phone-request-cancelled' }, { ...lostPhone, kind: 'phone-replaced' }]
const letters = () => [
  withCode(),
  withCode('replacement-email'),
  emailInUse(sender),
  registered(sender, registration),
  ...LOST_PHONE.map((about) => lostPhoneLetter(sender, about)),
]

describe('every mail', () => {
  it('says who sends it and whom to ask, in text and in HTML', async () => {
    for (const { subject, text, html } of await Promise.all(letters())) {
      expect(subject).toContain('Latchkey Provider Portal')
      for (const body of [text, html]) {
        expect(body).toContain('Latchkey Provider Portal')
        expect(body).toContain('contact your facility’s portal administrator')
      }
    }
  })

  it('holds no link, picture, table, script or colour, and names its language', async () => {
    for (const { text, html } of await Promise.all(letters())) {
      expect(`${text}${html}`).not.toMatch(/https?:|href|src=|<a\b|<img|<table|<script|[^-]color:/i)
      expect(html).toMatch(/^<!doctype html><html lang="en-US">/)
      expect(html).toContain('<meta name="color-scheme" content="light dark"/>')
    }
  })

  it('says the same in text and in HTML', async () => {
    for (const { text, html } of await Promise.all(letters())) {
      const paragraphs = [...html.matchAll(/<p [^>]*>(.*?)<\/p>/g)].map(([, inner]) => inner)
      expect(`${paragraphs.join('\n\n')}\n`).toBe(text)
    }
  })

  it('escapes what settings put into it', async () => {
    const { html } = await emailInUse({ ...sender, brandName: 'A & <B>' })
    expect(html).toContain('A &amp; &lt;B&gt; Provider Portal')
  })
})

describe('the mail with a code', () => {
  it('shows the code to whoever opens it, and not on a locked screen', async () => {
    const { subject, text, html } = await withCode()
    expect(subject).not.toMatch(/\d/)
    // Previews show a line or two of the body.
    expect(text.indexOf(code)).toBeGreaterThan(140)
    expect(text.match(/\d{6}/g)).toEqual([code])
    expect(html).toContain(`>${code}</p>`)
  })

  it('says how long it works and what to do if nobody asked for it', async () => {
    const { text } = await withCode()
    expect(text).toContain('60 minutes')
    expect(text).toContain('Never read this code to anybody')
    expect(text).toContain('you do not need to do anything')
  })
})

describe('the mail about a registration', () => {
  it('says what was registered and when, in the zone of the portal', async () => {
    const { text } = await registered(sender, registration)
    expect(text).toContain('Codes go to the phone number ••• ••• 0123. Your email address is d•••@clinic.example.')
    expect(text).toContain('Registered on November 24, 2026 at 3:40 PM EST.')
    const summer = await registered(sender, { ...registration, at: Date.parse('2026-07-01T04:05:00Z'), timeZone: 'America/Los_Angeles' })
    expect(summer.text).toContain('June 30, 2026 at 9:05 PM PDT')
  })

  it('names the one address of the email method', async () => {
    const { text } = await registered(sender, { ...registration, method: 'email', maskedPhone: null })
    expect(text).toContain('Codes go to the email address d•••@clinic.example.')
    expect(text).not.toMatch(/phone|null/)
  })
})

describe('the mail about an address in use', () => {
  it('holds no code and does not say whose address it is', async () => {
    const { text } = await emailInUse(sender)
    expect(text).not.toMatch(/\d/)
    expect(text).toContain('no code was sent')
  })
})

/** The septets of GSM 03.38, or null where a sign is outside its alphabet. */
function septets(text: string): number | null {
  const basic = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/
  const sizes = [...text].map((sign) => (basic.test(sign) ? 1 : '^{}\\[~]|€'.includes(sign) ? 2 : null))
  return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

describe('the text message', () => {
  const sms = (changes: Partial<Sender> = {}, host = 'portal.example.com', purpose: Purpose = 'registration-phone') =>
    smsCode({ ...sender, ...changes }, { purpose, code: '482913', lifetime: minutes(10), host })

  it('fits one part and ends with the line that binds the code to the host', () => {
    const text = sms()
    expect(septets(text)).toBeLessThanOrEqual(160)
    expect(text).toMatch(/^Latchkey Provider Portal: 482913 is your code\. It works for 10 minutes\. Never read it to anybody\./)
    expect(text.split('\n').at(-1)).toBe('@portal.example.com #482913')
  })

  it('says less rather than take two parts', () => {
    for (const [portalName, host] of [
      ['Central Valley Behavioral Health Provider Portal', 'portal.example.com'],
      ['Provider Portal', 'registration.portal.central-valley.example.com'],
      ['Provider’s “own” – Portal', 'localhost'],
    ] as const) {
      const text = sms({ portalName }, host)
      expect(septets(text)).toBeLessThanOrEqual(160)
      expect(text.endsWith(`\n@${host} #482913`)).toBe(true)
      expect(text).toContain('Never read it to anybody')
      expect(text).toContain('Not you?')
    }
  })

  it.each([
    ['registration-phone', 'Not you? Ignore it.'],
    ['replacement-phone', 'Not you? Ignore it.'],
    ['login', 'Not you? Change your password.'],
    ['recovery-phone', 'Not you? Change the password of your email.'],
  ] as const)('of a %s says what to do if nobody asked for it', (purpose, words) => {
    expect(sms({}, 'portal.example.com', purpose)).toContain(words)
    expect(septets(sms({}, 'portal.example.com', purpose))).toBeLessThanOrEqual(160)
  })

  it('does not name a brand twice', () => {
    expect(sms({ brandName: 'Provider' })).toMatch(/^Provider Portal: /)
  })
})

describe('what is said in a call', () => {
  it('says who calls and why, and never holds a number', () => {
    const said = [
      question(sender, 'code', 'registration-phone', 'first'),
      question(sender, 'code', 'registration-phone', 'again'),
      question(sender, 'pound', 'registration-phone', 'first'),
      question(sender, 'code', 'login', 'first'),
      ending('confirmed'),
      ending('not-confirmed'),
    ]
    for (const words of said) expect(words).not.toMatch(/\d/)
    expect(said[0]).toBe(
      'Hello. This is Latchkey Provider Portal. We are calling because this phone number is being registered. Look at the number on your screen. Key in that number on your phone. Then press the pound key, at the bottom right. If you did not ask for this call, press nine and then the pound key.',
    )
    expect(said[3]).toContain('We are calling because somebody is logging in with your password.')
  })
})

describe('what is told of a lost phone', () => {
  it('says from when on it can be replaced, where it is cancelled and by which code; the code is in no subject', async () => {
    const { subject, text } = await lostPhoneLetter(sender, asked)
    const told = [text, lostPhoneText(sender, asked)]
    for (const words of told) {
      expect(words).toContain('from November 25, 2026 at 3:40 PM EST')
      expect(words).toContain('portal.example.com/auth/lost-phone/cancel')
      expect(words).toContain('04821377')
    }
    expect(subject).not.toMatch(/\d/)
  })

  it('is short as a text, in the GSM alphabet', () => {
    for (const about of LOST_PHONE) {
      const words = lostPhoneText(sender, about)
      expect(words).toMatch(/^[ -~]+$/)
      expect(words.length).toBeLessThanOrEqual(about.kind === 'phone-request' ? 2 * 153 : 160)
    }
  })
})
