import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { keyring } from '../../src/system.ts'
import { stackNamed, traveller, walkTo } from '../support/journey.ts'
import { somebody } from '../support/people.ts'
import { post, postAtOnce } from '../support/post.ts'
import { count, flowOf, letPass, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const atTheDoor = () => new Visitor(stack.origin).open('/auth/register')

describe('a form that no browser of ours would send', () => {
  /** N01, N03 */
  it.each([
    ['a megabyte of password', { username: 'dana', password: 'x'.repeat(2 ** 20) }, 413],
    ['17 KB', { username: 'dana', password: 'x'.repeat(17 * 1024) }, 413],
    ['2,000 signs of password', { username: 'dana', password: 'x'.repeat(2000) }, 400],
    ['a NUL in the password', { username: 'dana', password: 'x\0y' }, 400],
    ['no password', { username: 'dana' }, 400],
    ['2,000 signs of username', { username: 'x'.repeat(2000), password: 'x' }, 400],
  ])('is refused before anything is computed: %s', async (_, fields, status) => {
    const visitor = await atTheDoor()
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const began = performance.now()
      expect((await post(visitor, '/auth/register', fields as Record<string, string>)).status).toBe(status)
      times.push(performance.now() - began)
    }
    // Somebody else's password may be in the way of one.
    expect(Math.min(...times)).toBeLessThan(400)
  })

  /** N03 */
  it('is refused whatever length it claims: chunks without one', async () => {
    const { port } = new URL(stack.origin)
    const head = `POST /auth/register HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${stack.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n`
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`
    const answer = await new Promise<string>((settle, fail) => {
      const socket = connect(Number(port), 'localhost', () => socket.write(`${head}${chunk.repeat(8)}0\r\n\r\n`))
      socket.once('data', (data) => {
        settle(data.toString())
        socket.destroy()
      })
      socket.once('error', fail)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
  })

  it('does no harm with strange signs in any field', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    for (const email of [
      "'; drop table flows; --",
      '\u202edana@clinic.example',
      '{{7*7}}@x.y',
      '\ud800@clinic.example',
      `${'a@'.repeat(300)}`,
    ]) {
      const { status, text } = await post(dana.visitor, '/auth/register/give-email', { email })
      expect([303, 400, 422]).toContain(status)
      expect(text).not.toContain('49@')
      if (status === 303) await post(dana.visitor, '/auth/register/give-email/again')
    }
    expect((await flowOf(stack, dana.person.username)).step).toMatch(/give-email|verify-email/)
  })
})

describe('many at the door at once', () => {
  /** N02, L04 */
  it('are let in a few at a time; the others are told at once, and other pages stay quick', async () => {
    const { username } = await somebody(stack)
    const visitor = await atTheDoor()
    const began = Date.now()
    const crowd = postAtOnce(visitor, 200, '/auth/register', (i) => ({ username: `${username}-${i}`, password: 'not it' }))
    // On a connection of its own, as anybody else has.
    const page = await fetch(`${stack.origin}/auth/login`)
    expect(page.status).toBe(200)
    expect(Date.now() - began).toBeLessThan(3000)
    const answers = await crowd
    const busy = answers.filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThan(150)
    expect(busy[0]?.text).toContain('Many people are logging in right now.')
    expect(busy[0]?.headers).toMatchObject({ 'cache-control': 'no-store, private', 'x-frame-options': 'DENY' })
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 503]))
    // Who was sent away has not been counted as wrong.
    const keys = keyring(new TextEncoder().encode(stack.environment.SECRET_KEY))
    const subjects = answers.map((_, i) => `password:${keys.digest('neighbour', `${username}-${i}`)}`)
    const counted = await count(stack, 'failures', `subject in (${subjects.map(() => '?').join()})`, ...subjects)
    expect(counted).toBe(answers.length - busy.length)
  })
})

describe('messages to one address', () => {
  /** N09, J10: whoever asks, through whichever account. */
  it('are five in half an hour, and the screen says when the next may come', async () => {
    const [dana, lee] = await Promise.all([walkTo(await traveller(stack), 'verify-phone'), walkTo(await traveller(stack), 'give-phone')])
    const { id } = await flowOf(stack, dana.person.username)
    for (let sent = 1; sent < 5; sent++) {
      await letPass(stack, id, 121)
      await dana.visitor.press('Send new code')
    }
    await lee.visitor.fill({ 'Phone number': dana.phone.typed }).press('Send Code')
    expect(lee.visitor.status).toBe(422)
    expect(lee.visitor.path).toBe('/auth/register/give-phone')
    expect(lee.visitor.words).toMatch(/30 minutes/)
    await lee.mailbox.expect(dana.phone.e164, 5)
    expect(await lee.mailbox.messages(dana.phone.e164)).toHaveLength(5)
  })

  it('are twenty a day for one account, however many addresses it tries', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    const { id, account_id: account } = await flowOf(stack, dana.person.username)
    await rows(
      stack,
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20)
       insert into deliveries (id, kind, channel, destination, destination_key, account_id, client_key, flow_id, state, leased_until, created_at, updated_at, expires_at, stamp)
       select ? || i, 'email-code', 'email', 'x', ? || i, ?, ? || i, ?, 'sent', 0, ?, 0, 0, '' from n`,
      ...[String(id), String(id), String(account), String(id), String(id), Date.now() - 3_600_000],
    )
    await dana.visitor.fill({ 'Email address': dana.email }).press('Send verification code')
    expect(dana.visitor.status).toBe(422)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(0)
  })
})
