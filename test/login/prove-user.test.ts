import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, FAILURES_BEFORE_LOCK, minutes, PASSWORD_SHORTEST, REFUSAL_FLOOR } from '../../src/domain/policy.ts'
import { browserTicket } from '../../src/login/enter-code.ts'
import { proveUser, type Typed, type UserProved } from '../../src/login/prove-user.ts'
import { fingerprint } from '../../src/system.ts'
import { entranceAt } from '../storage/entrance.ts'
import { type House, openHouse, REMEMBER_DAYS } from '../storage/house.ts'
import { type Desk, deskOf, shortOf } from './desk.ts'

let house: House
let desk: Desk
let dana: string
beforeEach(async () => {
  house = await openHouse()
  desk = deskOf(house)
  dana = await house.somebody({
    username: 'Dana',
    password: 'harbor',
    registered: { email: 'dana.w@clinic.example', phone: '+13126120001' },
  })
  await house.somebody({ username: 'lee', password: 'quarry' })
  await house.somebody({
    username: 'omar',
    password: 'kettle',
    disabled: true,
    registered: { email: 'omar@clinic.example', phone: '+13126120002' },
  })
})
afterEach(() => house.close())

type Asked = Partial<Typed> & { before?: string; browser?: { id: string; hash: string } | null }
const logIn = (username: string, password: string, { before = 'a browser', browser = null, ...typed }: Asked = {}) =>
  proveUser(desk, house.visit(), before, { username, password, kind: 'phone', remember: false, ...typed }, browser)

/** A browser that Dana asked to be remembered. */
async function remembered() {
  const who = await entranceAt(house, 'logged-in', { remember: true }, dana)
  const { id, secret } = browserTicket(desk, who.ticket)
  return { id, hash: fingerprint(secret) }
}

/** B09 */
it.each(['Dana', 'dana', ' DANA ', 'ｄａｎａ', 'dana.w@clinic.example', ' Dana.W@CLINIC.example'])(
  'asks whoever knows the password for a code (%j)',
  async (username) => {
    expect(await logIn(username, 'harbor')).toMatchObject({ to: 'login', record: { flow: { step: 'send-code', username: 'Dana' } } })
  },
)

it('takes no number of a phone, and no address that was not confirmed, for a name', async () => {
  for (const name of ['+13126120001', 'lee@clinic.example']) expect(shortOf(await logIn(name, 'harbor'))).toBe('stay: wrong-credentials')
})

/** A01, A02, A04, A07 */
describe('a stranger learns nothing', () => {
  it.each([
    ['a registered name', 'dana'],
    ['its email address', 'dana.w@clinic.example'],
    ['one that has not registered', 'lee'],
    ['one that is switched off', 'omar'],
    ['an unknown name', 'nobody'],
    ['an unknown address', 'nobody@clinic.example'],
    ['none', ''],
  ])('from %s: the same answer, after one run of a hash and no sooner than half a second', async (_, username) => {
    for (const kind of ['phone', 'email'] as const) {
      desk.runs.length = desk.waits.length = 0
      expect(await logIn(username, 'wrong', { kind })).toEqual({ to: 'stay', refused: { reason: 'wrong-credentials' } })
      expect([desk.runs, desk.waits]).toEqual([['verify'], [REFUSAL_FLOOR]])
    }
    expect(await house.rows("select * from flows where journey = 'login'")).toEqual([])
  })

  it('from a name that rests, whose right password is no longer looked at as such', async () => {
    for (let i = 0; i < FAILURES_BEFORE_LOCK; i++) await logIn('dana', 'wrong')
    desk.runs.length = 0
    for (const name of ['dana', 'dana.w@clinic.example']) expect(shortOf(await logIn(name, 'harbor'))).toBe('stay: wrong-credentials')
    expect(desk.runs).toEqual(['verify', 'verify'])
    house.now += minutes(15)
    expect(shortOf(await logIn('dana', 'harbor'))).toBe('login')
  })
})

describe('what an account is, its owner is told', () => {
  it('where it is switched off', async () => {
    expect(shortOf(await logIn('omar', 'kettle'))).toBe('stay: account-disabled')
  })

  it('where it has not registered yet: it is led into the registration', async () => {
    expect(await logIn('lee', 'quarry')).toMatchObject({ to: 'registration', record: { flow: { step: 'choose-method', username: 'lee' } } })
  })

  it('and the failures in a row are over', async () => {
    for (const [name, password] of [
      ['dana', 'harbor'],
      ['lee', 'quarry'],
      ['omar', 'kettle'],
    ] as const) {
      for (let i = 1; i < FAILURES_BEFORE_LOCK; i++) await logIn(name, 'wrong')
      await logIn(name, password)
    }
    expect(await house.rows("select * from failures where subject like 'password:%'")).toEqual([])
  })
})

describe('the login that is opened', () => {
  const opened = async (proving: Promise<UserProved>) => {
    const proved = await proving
    if (proved.to !== 'login') throw new Error(`led to ${proved.to}`)
    return proved
  }

  it('shows the ways of the kind that was chosen, those by mail beside a long password only', async () => {
    const ways = async (more: Asked) => (await opened(logIn('dana', 'harbor', more))).record.flow
    expect(await ways({ kind: 'email' })).toMatchObject({ kind: 'email', ways: [{ kind: 'phone' }] })
    const long = 'x'.repeat(PASSWORD_SHORTEST.email)
    await house.rows('update accounts set password_hash = ? where id = ?', `portal's hash of ${long}`, dana)
    const { record } = await opened(logIn('dana', long, { kind: 'email', before: 'another' }))
    expect(record.flow.ways.map(({ kind }) => kind).sort()).toEqual(['email', 'phone'])
  })

  it('is to remember the browser where that was asked for, and where any is remembered', async () => {
    expect((await opened(logIn('dana', 'harbor', { remember: true }))).record.flow.remember).toBe(true)
    expect((await opened(logIn('dana', 'harbor', { before: 'b' }))).record.flow.remember).toBe(false)
    desk.rememberDays = 0
    expect((await opened(logIn('dana', 'harbor', { remember: true, before: 'c' }))).record.flow.remember).toBe(false)
  })

  /** P01, P06, F01 */
  it('is one for a double click, with one cookie; and another for another browser', async () => {
    const [first, again] = [await opened(logIn('dana', 'harbor')), await opened(logIn('dana', 'harbor'))]
    expect(again.ticket).toEqual(first.ticket)
    const other = await opened(logIn('dana', 'harbor', { before: 'another browser' }))
    expect(other.ticket.id).not.toBe(first.ticket.id)
    expect(other.ticket.secret).not.toBe(first.ticket.secret)
    expect([first.ticket.secret, other.ticket.secret]).not.toContain('a browser')
  })
})

describe('on a browser that is remembered', () => {
  it('the password is enough, and is asked for', async () => {
    const browser = await remembered()
    expect(shortOf(await logIn('dana', 'wrong', { browser }))).toBe('stay: wrong-credentials')
    expect(shortOf(await logIn('dana', 'harbor', { browser }))).toBe('portal')
    expect(desk.posted).toEqual([])
  })

  /** P06: the answer was lost, and the form is sent again with the cookies that the browser has. */
  it('a repeat is given the same session, and another browser’s login another', async () => {
    const browser = await remembered()
    const sessions = []
    for (const before of ['one', 'one', 'two']) {
      const proved = await logIn('dana', 'harbor', { browser, before })
      sessions.push(proved.to === 'portal' ? proved.session : null)
    }
    expect(sessions[1]).toEqual(sessions[0])
    expect(sessions[2]?.id).not.toBe(sessions[0]?.id)
    expect(sessions[2]?.secret).not.toBe(sessions[0]?.secret)
    expect(await house.rows("select count(*) as n from sessions where amr = 'pwd remembered'")).toMatchObject([{ n: 2 }])
  })

  it('a session that was ended is not begun again: a code is asked for', async () => {
    const browser = await remembered()
    await logIn('dana', 'harbor', { browser })
    await house.rows('update sessions set ended_at = 1')
    expect(shortOf(await logIn('dana', 'harbor', { browser }))).toBe('login')
  })

  it.each([
    ['after thirty days', () => (house.now += days(REMEMBER_DAYS))],
    ['where browsers are remembered no more', () => (desk.rememberDays = 0)],
    ['after signing out everywhere', () => house.rows('update remembered_browsers set ended_at = 1')],
  ])('a code is asked for again %s', async (_, happens) => {
    const browser = await remembered()
    await happens()
    expect(shortOf(await logIn('dana', 'harbor', { browser }))).toBe('login')
  })

  /** N06 */
  it('its person gets in while a stranger has the name resting; nobody else gets in by it', async () => {
    const browser = await remembered()
    for (let i = 0; i <= FAILURES_BEFORE_LOCK; i++) await logIn('dana', `guess ${i}`)
    expect(shortOf(await logIn('dana', 'harbor'))).toBe('stay: wrong-credentials')
    expect(shortOf(await logIn('dana', 'harbor', { browser }))).toBe('portal')
    expect(shortOf(await logIn('lee', 'quarry', { browser }))).toBe('registration')
  })

  it('guesses end there, too, after ten', async () => {
    const browser = await remembered()
    for (let i = 0; i < FAILURES_BEFORE_LOCK; i++) await logIn('dana', `guess ${i}`, { browser })
    expect(shortOf(await logIn('dana', 'harbor', { browser }))).toBe('stay: wrong-credentials')
    expect(shortOf(await logIn('dana', 'harbor'))).toBe('login')
  })
})
