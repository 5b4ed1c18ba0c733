import { describe, expect, it } from 'vitest'
import type { Answer } from '../support/exchange.ts'
import { stackNamed } from '../support/journey.ts'
import { member } from '../support/member.ts'
import { entriesOf, fillIn, joinTo, type Newcomer, newcomer, registrationCode } from '../support/newcomer.ts'
import { somebody } from '../support/people.ts'
import { post, postAtOnce, postInTurn, tokenOf } from '../support/post.ts'
import { count, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

/** An answer without what differs with whoever asks, and says nothing of anybody else. */
function seen({ status, text, headers }: Answer, own: readonly string[]) {
  const { date: _, 'content-length': __, ...rest } = headers
  const bare = (value: string) =>
    own
      .reduce((all, each) => all.replaceAll(each, '…'), value)
      .replace(/latchkey-flow=[^;]+/, 'latchkey-flow=…')
      .replace(/name="token" value="[^"]+"/g, 'token')
      .replace(/[a-zA-Z]•••/g, '•••')
      .replace(/data-wait="\d+"|\d+ seconds|<time.*?<\/time>/g, '…')
  return { status, text: bare(text), headers: JSON.parse(bare(JSON.stringify(rest))) as unknown }
}

const FIELDS = {
  'Registration code': 'registrationCode',
  'First name': 'firstName',
  'Last name': 'lastName',
  'Work email address': 'email',
  'NPI (optional)': 'npi',
  'Choose a username': 'username',
} as const

const bodyOf = (who: Newcomer) =>
  Object.fromEntries(Object.entries(entriesOf(who)).map(([label, value]) => [FIELDS[label as keyof typeof FIELDS], value]))

/** Joins, and asks for the code: every answer on the way, up to the screen that waits for it. */
async function answersFor(who: Newcomer) {
  const own = [who.person.username, who.email, who.email.toLowerCase()]
  const { visitor } = who
  await visitor.open('/auth/join')
  const answers = [await post(visitor, '/auth/join', bodyOf(who))]
  await visitor.open('/auth/register/choose-method')
  for (const [path, fields] of [
    ['choose-method', { method: 'email' }],
    ['give-email', { email: who.email }],
  ] as const) {
    const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial', 'sec-fetch-mode': 'cors' }
    answers.push(await post(visitor, `/auth/register/${path}`, fields, { headers: htmx }))
  }
  return answers.map((answer) => seen(answer, own))
}

describe('whoever joins with a username or an address that is somebody’s', () => {
  /** A05, A09 */
  it('is answered like everybody else, to the byte, until the address is proved', async () => {
    const code = await registrationCode(stack)
    const [known, disabled, owner] = await Promise.all([somebody(stack), somebody(stack, { disabled: true }), member(stack)])
    const fresh = await answersFor(await newcomer(stack, {}, { code }))
    expect(fresh.map(({ status }) => status)).toEqual([303, 200, 200])
    expect(fresh.at(-1)?.text).toContain('Check your email')
    for (const username of [known.username, disabled.username, owner.person.username])
      expect(await answersFor(await newcomer(stack, {}, { code, username }))).toEqual(fresh)
    const sameAddress = { ...(await newcomer(stack, {}, { code })), email: owner.email.toUpperCase().replace(/@.*/, '@clinic.example') }
    expect(await answersFor(sameAddress)).toEqual(fresh)
  })

  it('gets no code to the address of somebody else: its owner gets a letter', async () => {
    const owner = await member(stack)
    await joinTo({ ...(await newcomer(stack)), email: owner.email }, 'verify-email')
    const letter = (await owner.mailbox.expect(owner.email)).at(-1)
    expect(letter?.text).toContain('It already belongs to another login, so no code was sent.')
    expect(letter?.text).not.toMatch(/\d{6}/)
  })

  /** Whoever logs in by an address would otherwise find this account in place of its owner's. */
  it('may not go by the address of somebody else', async () => {
    const owner = await member(stack)
    const nora = await newcomer(stack, {}, { username: owner.email })
    await fillIn(nora)
    expect([nora.visitor.status, nora.visitor.words]).toEqual([422, expect.stringContaining('has to be your own email address')])
  })
})

/** A01, A09 */
it('a code that is unknown, used up, expired or half typed is answered alike, to the byte', async () => {
  const [usedUp, expired] = await Promise.all([registrationCode(stack, 0), registrationCode(stack, 50, 'Closed Clinic')])
  await rows(stack, "update registration_codes set expires_at = 0 where facility = 'Closed Clinic'")
  const answers = []
  for (const code of ['AAAA-AAAA-AAAA', usedUp, expired, 'AAAA-AAAA']) {
    const nora = await newcomer(stack, {}, { code })
    await nora.visitor.open('/auth/join')
    answers.push(seen(await post(nora.visitor, '/auth/join', bodyOf(nora)), [code, nora.person.username, nora.email]))
  }
  expect(answers[0]?.status).toBe(422)
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

describe('an account that is being made', () => {
  /** A01: it has no password, and none is the right one. */
  it.each(['', 'anything', '$scrypt$'])('is no login for anybody, with the password %j', async (password) => {
    const nora = await joinTo(await newcomer(stack), 'give-phone')
    expect(await count(stack, 'accounts', "username = ? and password_hash = ''", nora.person.username)).toBe(1)
    for (const path of ['/auth/register', '/auth/login/with-phone']) {
      const answers = []
      for (const username of [nora.person.username, `${nora.person.username}~`]) {
        const visitor = await new Visitor(stack.origin).open(path)
        answers.push(seen(await postInTurn(visitor, path, { username, password }), [username, tokenOf(visitor)]))
      }
      expect(answers[0]?.status).toBe(422)
      expect(answers[0]).toEqual(answers[1])
    }
  })
})

/** P01, C07 */
it('twenty clicks at once take one use of the code and open one registration', async () => {
  const code = await registrationCode(stack, 3)
  const nora = await newcomer(stack, {}, { code })
  await nora.visitor.open('/auth/join')
  const answers = await postAtOnce(nora.visitor, 20, '/auth/join', () => bodyOf(nora))
  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))).toEqual(
    new Set(['303 /auth/register/choose-method']),
  )
  expect(await count(stack, 'accounts', 'username = ?', nora.person.username)).toBe(1)
  const [left] = await rows(
    stack,
    'select uses_left from registration_codes join accounts on joined_with = registration_codes.id where username = ?',
    nora.person.username,
  )
  expect(left?.uses_left).toBe(2)
})

/** P13 */
it('neither the code, nor a name, an address or an NPI is in an address or a title', async () => {
  const nora = await joinTo(await newcomer(stack), 'verify-email')
  for (const secret of [nora.code, nora.code.replaceAll('-', ''), nora.email, nora.npi, 'Quist']) {
    expect(nora.visitor.url.href).not.toContain(secret)
    expect(nora.visitor.title).not.toContain(secret)
  }
})
