import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEVELOPMENT_MARK, parseSettings } from '../../src/settings.ts'
import { LEAST, ORIGIN, refusal, SECRET } from './least.ts'

it('takes the least that production needs, and fills in the rest', () => {
  expect(parseSettings(LEAST)).toMatchObject({
    ENVIRONMENT: 'production',
    RESEND_BASE_URL: 'https://api.resend.com',
    TELNYX_BASE_URL: 'https://api.telnyx.com/v2',
    VOICE_PROOF: 'code',
    PHONE_COUNTRIES: ['US', 'CA'],
    GUESSES_PER_CLIENT: 200,
    SENDS_PER_CLIENT: 25,
    BRAND_NAME: 'Latchkey',
  })
})

describe('a start is stopped by a sentence that names the variable', () => {
  it.each(Object.keys(LEAST).filter((name) => name !== 'DATABASE_AUTH_TOKEN'))('%s, when it is missing or empty', (name) => {
    for (const value of [undefined, '']) expect(refusal({ ...LEAST, [name]: value })).toContain(`${name}: is missing`)
  })

  it('naming all of them at once', () => {
    const words = refusal({})
    for (const name of ['PUBLIC_ORIGIN', 'DATABASE_URL', 'SECRET_KEY', 'TELNYX_FROM']) expect(words).toContain(`${name}: is missing`)
    expect(words).toContain('README.md, "Configuration", explains each.')
  })

  it.each([
    ['ENVIRONMENT', 'staging'],
    ['PUBLIC_ORIGIN', 'portal.clinic.test'],
    ['PUBLIC_ORIGIN', `${ORIGIN}/auth`],
    ['PUBLIC_ORIGIN', 'http://portal.example.com'],
    ['PUBLIC_ORIGIN', 'ftp://portal.example.com'],
    ['DATABASE_URL', 'postgres://portal-secret-host'],
    ['SECRET_KEY', 'too-short-a-secret'],
    ['PASSWORD_PEPPER', 'too-short-a-pepper'],
    ['RESEND_BASE_URL', 'not an address'],
    ['RESEND_WEBHOOK_SECRET', 'secret-without-its-prefix'],
    ['RESEND_WEBHOOK_SECRET', 'whsec_right,secret-without-its-prefix'],
    ['TELNYX_BASE_URL', 'not an address'],
    ['TELNYX_PUBLIC_KEY', 'not-a-key-of-32-bytes'],
    ['TELNYX_FROM', '202-555-0100'],
    ['VOICE_PROOF', 'whistle'],
    ['LANGUAGE', 'tlh'],
    ['LANGUAGE', 'en_GB'],
    ['LANGUAGE', 'fr-FR'],
    ['PHONE_COUNTRIES', 'US,Canada'],
    ['PHONE_COUNTRIES', ',,'],
    ['TIME_ZONE', 'Middle-earth/Shire'],
    ['GUESSES_PER_CLIENT', 'many'],
    ['SENDS_PER_CLIENT', '00'],
    ['MESSAGES_PER_DAY', '-1'],
    ['CALLS_PER_DAY', '1.5'],
    ['BRAND_NAME', 'x'.repeat(41)],
    ['BRAND_ACCENT', 'blueish-green'],
    ['BRAND_LOGO', '//evil.example/logo.svg'],
    ['BRAND_LOGO', 'https://evil.example/logo.svg'],
  ])('%s=%s, and never its value', (name, value) => {
    const words = refusal({ ...LEAST, [name]: value })
    expect(words).toContain(`${name}: `)
    expect(words.replaceAll(name, '')).not.toContain(value)
  })

  it.each([
    [7, 'number'],
    [['a'], 'array'],
    [null, 'null'],
  ])('%j, which a configuration of JSON can hold, where text must be', (value, kind) => {
    expect(refusal({ ...LEAST, MAIL_FROM: value })).toContain(`MAIL_FROM: Invalid input: expected string, received ${kind}`)
  })
})

describe('the list of countries', () => {
  it.each([
    ['US,ZZ', 'PHONE_COUNTRIES: ZZ is no country that has phone numbers'],
    ['ZZ', 'PHONE_COUNTRIES: ZZ is no country that has phone numbers'],
    ['XX,US,QQ', 'PHONE_COUNTRIES: XX is no country that has phone numbers'],
    ['XX,US,QQ', 'PHONE_COUNTRIES: QQ is no country that has phone numbers'],
    ['US,uk', 'PHONE_COUNTRIES: must list countries as ISO 3166 codes: US,CA'],
    [' , ', 'PHONE_COUNTRIES: must list at least one country'],
  ])('%j is refused by its code: %s', (list, sentence) => {
    expect(refusal({ ...LEAST, PHONE_COUNTRIES: list })).toContain(sentence)
  })

  it('may hold any country that has phone numbers, in any order, with spaces', () => {
    expect(parseSettings({ ...LEAST, PHONE_COUNTRIES: ' PH, US ,XK' }).PHONE_COUNTRIES).toEqual(['PH', 'US', 'XK'])
  })

  it('is the usual one where it is left empty', () => {
    expect(parseSettings({ ...LEAST, PHONE_COUNTRIES: '' }).PHONE_COUNTRIES).toEqual(['US', 'CA'])
  })
})

describe('production', () => {
  it.each([
    ['SECRET_KEY', `${DEVELOPMENT_MARK}-${SECRET}`],
    ['PASSWORD_PEPPER', `${DEVELOPMENT_MARK}-${SECRET}`],
    ['RESEND_API_KEY', `re_${DEVELOPMENT_MARK}`],
    ['TELNYX_API_KEY', `KEY_${DEVELOPMENT_MARK}`],
    ['RESEND_BASE_URL', 'http://localhost:8025'],
    ['TELNYX_BASE_URL', 'http://localhost:8025/v2'],
    ['PUBLIC_ORIGIN', 'http://localhost:8787'],
  ])('refuses what is for development: %s=%s', (name, value) => {
    expect(refusal({ ...LEAST, [name]: value })).toContain(`${name}: `)
    expect(refusal({ ...LEAST, [name]: value, ENVIRONMENT: 'development' })).toBe('')
  })
})

describe('domain login', () => {
  const WHOLE = {
    DOMAIN_ISSUER: 'https://login.example.com',
    DOMAIN_CLIENT_ID: 'the-portal',
    DOMAIN_CLIENT_SECRET: 'between-us',
    DOMAIN_EMAIL_DOMAINS: 'harbor.example',
  }

  it('is off where nothing is said of it', () => {
    const { DOMAIN_ISSUER, DOMAIN_CLAIM, DOMAIN_TRUSTED, DOMAIN_CREATE } = parseSettings(LEAST)
    expect([DOMAIN_ISSUER, DOMAIN_CLAIM, DOMAIN_TRUSTED, DOMAIN_CREATE]).toEqual([undefined, 'email', false, false])
  })

  it('is set up as a whole, its domains in any case and with spaces', () => {
    expect(parseSettings({ ...LEAST, ...WHOLE, DOMAIN_EMAIL_DOMAINS: 'Harbor.example, clinic.example' })).toMatchObject({
      DOMAIN_ISSUER: 'https://login.example.com',
      DOMAIN_EMAIL_DOMAINS: ['harbor.example', 'clinic.example'],
    })
  })

  it.each(Object.keys(WHOLE))('stops the start without %s, and names it', (name) => {
    expect(refusal({ ...LEAST, ...WHOLE, [name]: '' })).toContain(`${name}: is missing; domain login needs DOMAIN_ISSUER, DOMAIN_CLIENT_ID`)
  })

  it.each([
    ['DOMAIN_ISSUER', 'login.example.com', 'must be the address of an OpenID Connect issuer'],
    ['DOMAIN_ISSUER', 'https://who:what@login.example.com', 'must be the address of an OpenID Connect issuer'],
    ['DOMAIN_ISSUER', 'https://login.example.com?tenant=1', 'must be the address of an OpenID Connect issuer'],
    ['DOMAIN_ISSUER', 'http://login.example.com', 'must be https; http is allowed for localhost only'],
    ['DOMAIN_ISSUER', 'https://login.microsoftonline.com/common/v2.0', 'must name your own tenant'],
    ['DOMAIN_ISSUER', 'https://login.microsoftonline.com/Organizations/v2.0', 'must name your own tenant'],
    ['DOMAIN_ISSUER', 'https://login.microsoftonline.us/consumers/v2.0', 'must name your own tenant'],
    ['DOMAIN_EMAIL_DOMAINS', 'harbor', 'must list domains'],
    ['DOMAIN_EMAIL_DOMAINS', '*.harbor.example', 'must list domains'],
    ['DOMAIN_EMAIL_DOMAINS', 'dana@harbor.example', 'must list domains'],
    ['DOMAIN_EMAIL_DOMAINS', ' , ', 'must list at least one domain'],
    ['DOMAIN_CLAIM', 'e-mail address', 'must be the name of a claim'],
    ['DOMAIN_TRUSTED', 'maybe', 'must be yes or no'],
    ['DOMAIN_CREATE', 'true', 'must be yes or no'],
  ])('stops the start with %s=%s', (name, value, words) => {
    expect(refusal({ ...LEAST, ...WHOLE, [name]: value })).toContain(`${name}: ${words}`)
  })

  it('takes another claim than email only from an issuer that is trusted for its domains', () => {
    const entra = { ...LEAST, ...WHOLE, DOMAIN_ISSUER: 'https://login.microsoftonline.com/0a1b/v2.0', DOMAIN_CLAIM: 'preferred_username' }
    expect(refusal(entra)).toContain('DOMAIN_TRUSTED: must be yes where DOMAIN_CLAIM is not email')
    expect(refusal({ ...entra, DOMAIN_TRUSTED: 'yes' })).toBe('')
  })

  it('asks an issuer of this machine in development only', () => {
    const local = { ...LEAST, ...WHOLE, DOMAIN_ISSUER: 'http://127.0.0.1:9000' }
    expect(refusal(local)).toContain('DOMAIN_ISSUER: must be https')
    expect(refusal({ ...local, ENVIRONMENT: 'development' })).toBe('')
  })
})

it('takes the old key and the new one while a key is changed', () => {
  const { TELNYX_PUBLIC_KEY: key } = LEAST
  expect(parseSettings({ ...LEAST, TELNYX_PUBLIC_KEY: `${key}, ${key}` }).TELNYX_PUBLIC_KEY).toBe(`${key},${key}`)
})

it('is explained in the README, every variable', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const names = Object.keys(parseSettings({ ...LEAST, BRAND_LOGO: '/logo.svg', TELNYX_MESSAGING_PROFILE_ID: 'p' }))
  expect(names.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([])
})
