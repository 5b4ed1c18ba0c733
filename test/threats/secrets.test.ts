import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerAndKey, phoneRings } from '../support/call.ts'
import { givePhone, logIn, setPassword, stackNamed, type Traveller, traveller, walkTo } from '../support/journey.ts'
import type { Message } from '../support/mailbox.ts'
import { enterCode, givePassword, member } from '../support/member.ts'
import { tokenOf } from '../support/post.ts'
import { rows } from '../support/rows.ts'

/**
 * P13, L08, F08: whole journeys with known values, then a search of everything that was written down.
 * What the carrier stand-in keeps is left out: it is these people's mailbox and phone.
 */
const stack = stackNamed('workerd')
const secrets = new Set<string>()
const personal = new Set<string>()
const seen: { url: string; title: string }[] = []

async function journey(kind: 'text' | 'call' | 'email'): Promise<void> {
  const who = await traveller(stack)
  watch(who)
  who.password = `walnut ${kind} glacier 58`
  await logIn({ ...who, person: { ...who.person, password: 'not-this-otter' } })
  await walkTo(who, kind === 'email' ? 'verify-email' : 'give-phone', kind === 'email' ? 'Email' : 'Phone')
  if (kind === 'call') {
    await givePhone(who, 'Call Me')
    const code = who.visitor.page.querySelector('.big')?.textContent ?? ''
    const [call] = await who.mailbox.expect(who.phone.e164)
    await who.mailbox.answer(call?.id ?? '')
    await who.mailbox.spoken(who.phone.e164, /Key in/)
    await who.mailbox.digits(call?.id ?? '', `${code}#`)
    await who.mailbox.spoken(who.phone.e164, /Thank you/)
    await who.visitor.open('/auth/register/verify-phone')
    await who.visitor.press('Continue')
    secrets.add(code)
  } else if (kind === 'text') {
    await givePhone(who)
    const code = await who.mailbox.code(who.phone.e164)
    await who.visitor.fill({ 'Verification code': '000000' }).press('Verify code')
    await who.visitor.fill({ 'Verification code': code }).press('Verify code')
    secrets.add(code)
  } else {
    await who.visitor.fill({ 'Verification code': await who.mailbox.code(who.email) }).press('Verify code')
    await setPassword(who)
  }
  expect(who.visitor.path).toBe('/')
  secrets
    .add(codeIn(await who.mailbox.messages(who.email)))
    .add(who.password)
    .add(who.person.password)
    .add('not-this-otter')
  personal.add(who.email).add(who.phone.e164).add(who.phone.typed).add(who.person.name)
}

async function login(kind: 'phone' | 'call' | 'email'): Promise<void> {
  const password = `saffron ${kind} lighthouse 31`
  const who = await member(stack, {}, password)
  watch(who)
  const way = kind === 'email' ? 'email' : 'phone'
  await givePassword(who, way, { as: who.email, password: 'not-this-heron' })
  await givePassword(who, way, { as: who.email, remember: true })
  await who.visitor.press(kind === 'call' ? 'Call Me' : 'Send Code')
  if (kind === 'call') {
    const code = who.visitor.page.querySelector('.big')?.textContent ?? ''
    await answerAndKey(who, await phoneRings(who), `${code}#`)
    await who.mailbox.spoken(who.phone.e164, /Thank you/)
    await who.visitor.open('/auth/login/enter-code')
    await who.visitor.press('Continue')
    secrets.add(code)
  } else {
    const code = await who.mailbox.code(kind === 'email' ? who.email : who.phone.e164)
    await enterCode(who, code === '000000' ? '000001' : '000000')
    await enterCode(who, code)
    secrets.add(code)
  }
  expect(who.visitor.path).toBe('/')
  await who.visitor.press('Sign out')
  await givePassword(who)
  await who.visitor.press('Sign out everywhere')
  secrets.add(password).add('not-this-heron')
  personal.add(who.email).add(who.phone.e164).add(who.phone.typed).add(who.person.name)
}

/** Keeps every cookie, form token, address and title that the visitor comes across. */
function watch({ visitor }: Traveller): void {
  const { cookies } = visitor
  const take = cookies.take.bind(cookies)
  cookies.take = (lines) => {
    for (const line of lines) for (const part of (line.split(';')[0] ?? '').split(/[=.]/).slice(1)) if (part.length > 30) secrets.add(part)
    seen.push({ url: visitor.url.href, title: visitor.title })
    if (tokenOf(visitor)) secrets.add(tokenOf(visitor))
    take(lines)
  }
}

beforeAll(async () => {
  for (const kind of ['text', 'call', 'email'] as const) await journey(kind)
  for (const kind of ['phone', 'call', 'email'] as const) await login(kind)
})

/** A code that is part of a longer number, such as a time, is no code. */
const holds = (text: string, value: string) =>
  /^\d+$/.test(value) ? new RegExp(`(?<!\\d)${value}(?!\\d)`).test(text) : text.includes(value) || text.includes(encodeURIComponent(value))
const found = (text: string, values: Iterable<string>) => [...values].filter((value) => holds(text, value))
const codeIn = ([first]: readonly Message[]) => /(?<!\d)\d{6}(?!\d)/.exec(first?.text ?? '')?.[0] ?? ''

/** Every row of these tables, as text. */
async function dumpOf(tables: readonly string[]): Promise<string> {
  const all = await Promise.all(tables.map((table) => rows(stack, `select * from ${table}`)))
  return JSON.stringify(all)
}

describe('after whole registrations and logins', () => {
  it('nothing that any process wrote holds a secret, an address, a number or a name', async () => {
    expect(secrets.size).toBeGreaterThan(20)
    // The last answer was seen before its line was written.
    await expect.poll(() => readFileSync(stack.log, 'utf8').split('"registered":1').length).toBeGreaterThan(3)
    await expect.poll(() => readFileSync(stack.log, 'utf8').split('"loggedIn":1').length).toBeGreaterThan(6)
    const written = readFileSync(stack.log, 'utf8')
    expect(found(written, secrets)).toEqual([])
    expect(found(written, personal)).toEqual([])
  })

  it('no address and no title of a page holds any', () => {
    expect(seen.length).toBeGreaterThan(20)
    const all = seen.map(({ url, title }) => `${url} ${title}`).join('\n')
    expect(found(all, [...secrets, ...personal])).toEqual([])
  })

  it('the database holds no password, code, cookie or token, and people’s addresses only where they are used', async () => {
    const names = (await rows(stack, "select name from sqlite_master where type = 'table'")).map(({ name }) => String(name))
    expect(found(await dumpOf(names), secrets)).toEqual([])
    const uses = ['accounts', 'authenticators', 'challenges', 'deliveries']
    expect(found(await dumpOf(uses), personal).length).toBeGreaterThan(5)
    expect(found(await dumpOf(names.filter((name) => !uses.includes(name))), personal)).toEqual([])
  })
})
