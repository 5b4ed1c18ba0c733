import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FLOW_LIFETIME, minutes, seconds } from '../../src/domain/policy.ts'
import { RECOVERY_MOVES, RECOVERY_STEPS, type RecoveryMove } from '../../src/domain/recovery.ts'
import { system } from '../../src/system.ts'
import { entranceAt } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { known, Recovering, recoveringAt } from './recovering.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const TABLES = 'accounts flows challenges codes deliveries failures sessions remembered_browsers daily_totals audit_events'.split(' ')
const everything = async () => JSON.stringify(await Promise.all(TABLES.map((table) => house.rows(`select * from ${table}`))))
const accountOf = async (name: string) => (await house.rows('select * from accounts where username = ?', name))[0]

/** What each form asks of the storage. */
const VERBS: Record<RecoveryMove, (who: Recovering) => Promise<unknown>> = {
  'check-email': (who) => who.proveEmail('123456'),
  'check-email/new-code': (who) => who.sendMailAgain(),
  'choose-phone': (who) => who.sendCode(),
  'choose-phone/again': (who) => who.chooseAgain(),
  'check-phone': (who) => who.provePhone('123456'),
  'check-phone/new-code': (who) => who.sendAgain('sms'),
  'check-phone/call-me': (who) => who.sendAgain('voice'),
  'new-password': (who) => who.setPassword(),
}
const MOVES = Object.keys(RECOVERY_MOVES) as RecoveryMove[]
const skips = [...RECOVERY_STEPS, 'recovered' as const].flatMap((step) =>
  MOVES.filter((move) => !(RECOVERY_MOVES[move] as readonly string[]).includes(step)).map((move) => ({ step, move })),
)

/** G01: made from the table of moves. */
it.each(skips)('a step that was not reached is not taken: $move from $step changes nothing', async ({ step, move }) => {
  const who = await recoveringAt(house, step)
  house.now += minutes(5)
  const before = await everything()
  await VERBS[move](who)
  expect(await everything()).toBe(before)
})

it.each(RECOVERY_STEPS)('at %s nothing is moved by a made-up cookie, nor after an hour', async (step) => {
  const who = await recoveringAt(house, step)
  const { ticket } = who
  const before = await everything()
  who.ticket = { ...ticket, secret: system.secret() }
  for (const move of MOVES) await VERBS[move](who)
  who.ticket = ticket
  house.now += FLOW_LIFETIME
  for (const move of MOVES) await VERBS[move](who)
  await who.provePhone(null)
  expect(await everything()).toBe(before)
})

/** A06. */
describe('a recovery of nobody', () => {
  const nobodies: Record<string, () => Promise<string>> = {
    'whom nobody knows': async () => 'no such name',
    'who was disabled': () => known(house, { disabled: true }),
    'who has not registered': async () => {
      await house.somebody({ username: 'lee' })
      return 'lee'
    },
  }

  it.each(Object.entries(nobodies))('%s is the same rows, and sends nothing; no code is right', async (_, name) => {
    const who = new Recovering(house, await name())
    const { record, due } = await who.open()
    expect(due).toBeNull()
    expect(record).toMatchObject({ flow: { step: 'check-email' }, challenge: { attempts: 0, sends: 1 }, codes: [] })
    for (let send = 1; send <= 5; send++) expect((await who.proveEmail(await who.code(send))).record?.flow.step).toBe('check-email')
    expect((await who.read()).challenge?.attempts).toBe(5)
  })

  it('may ask for new codes as often as anybody', async () => {
    const [somebody, nobody] = [await recoveringAt(house, 'check-email'), new Recovering(house, 'no such name')]
    await nobody.open()
    for (const who of [somebody, nobody]) expect((await who.sendMailAgain()).record?.challenge?.sends).toBe(1)
    house.now += seconds(30)
    for (const who of [somebody, nobody]) expect((await who.sendMailAgain()).record?.challenge?.sends).toBe(2)
    expect(await house.rows('select count(*) as n from deliveries')).toMatchObject([{ n: 2 }])
  })
})

describe('a code that was not sent', () => {
  /** B01, N09: the budget bounds the guesses, since what is not sent is not open. */
  it('for want of budget opens nothing, and nothing tells so', async () => {
    const name = await known(house)
    for (let i = 0; i < 5; i++) expect((await new Recovering(house, name).open()).due).not.toBeNull()
    const sixth = new Recovering(house, name)
    const { record, due } = await sixth.open()
    expect(due).toBeNull()
    expect(record).toMatchObject({ flow: { step: 'check-email' }, codes: [] })
    expect((await sixth.proveEmail()).record?.flow.step).toBe('check-email')
  })
})

describe('wrong codes', () => {
  const fail = async (name: string, times: number) => {
    for (let left = times; left > 0; left -= 5) {
      const who = new Recovering(house, name)
      await who.open()
      for (let i = 0; i < Math.min(left, 5); i++) await who.proveEmail('no code')
    }
  }

  /** B04, N06: a stranger needs no password here, so what they bring about is short, and theirs alone. */
  it('rest the recovery of that name for 15 minutes, and keep nobody from logging in', async () => {
    const name = await known(house)
    await fail(name, 10)
    const who = new Recovering(house, name)
    await who.open()
    expect((await who.proveEmail()).record?.flow.step).toBe('check-email')
    const dana = await entranceAt(house, 'enter-code', {}, String((await accountOf(name))?.id))
    await dana.complete()
    expect(await dana.step()).toBe('logged-in')
    house.now += minutes(30)
    expect(await recoveringAt(house, 'choose-phone', name)).toBeTruthy()
  })

  /** N06: wherever the owner is, the stranger is not. */
  it('of one network keep nobody else from recovering', async () => {
    const name = await known(house)
    await fail(name, 10)
    const owner = new Recovering(house, name)
    owner.network = 'another network'
    await owner.open()
    expect((await owner.proveEmail()).record?.flow.step).toBe('choose-phone')
  })

  it('never switch a recovery off for good', async () => {
    const name = await known(house)
    await fail(name, 5)
    await house.rows("update failures set count = 500 where subject like 'recovery:%'")
    house.now += minutes(30)
    expect(await recoveringAt(house, 'choose-phone', name)).toBeTruthy()
  })

  it('of the phone count for the account, as in a login', async () => {
    const name = await known(house)
    const who = await recoveringAt(house, 'check-phone', name)
    for (let i = 0; i < 5; i++) await who.provePhone('no code')
    expect(await house.rows("select count from failures where subject like 'code:%'")).toMatchObject([{ count: 5 }])
  })
})

/** N06: what strangers have sent is not what the owner has asked for. */
describe('mails that a stranger asks for', () => {
  it('leave the login of that address, and registrations, all that they may have', async () => {
    const name = await known(house)
    const account = String((await accountOf(name))?.id)
    for (let i = 0; i < 12; i++) {
      await new Recovering(house, name).open()
      house.now += minutes(31)
    }
    const dana = await entranceAt(house, 'send-code', { kind: 'email' }, account)
    expect((await dana.sendCode('email')).due).not.toBeNull()
  })

  it('tell nobody by a refusal that the address is known', async () => {
    const name = await known(house)
    const account = String((await accountOf(name))?.id)
    const [mailbox] = await house.rows(
      "select address, destination_key from authenticators where kind = 'email' and account_id = ?",
      account,
    )
    for (let i = 0; i < 6; i++) await new Recovering(house, name).open()
    const lee = await arriveAt(house, 'give-email')
    const given = await lee.giveEmail(String(mailbox?.address))
    expect(given.record).toMatchObject({ moved: true, exceeded: null })
  })
})

describe('the new password', () => {
  it('replaces the old one, and ends every session, login and browser of the account', async () => {
    const name = await known(house)
    const account = String((await accountOf(name))?.id)
    const before = await entranceAt(house, 'logged-in', { remember: true }, account)
    const half = await entranceAt(house, 'send-code', {}, account)
    const who = await recoveringAt(house, 'new-password', name)
    const { due } = await who.setPassword('$scrypt$new')
    expect(due).toMatchObject({ kind: 'password-changed', accountId: account })
    expect((await accountOf(name))?.password_hash).toBe('$scrypt$new')
    expect(await house.rows('select id from sessions where ended_at is null')).toEqual([])
    expect(await house.rows('select id from remembered_browsers where ended_at is null')).toEqual([])
    expect((await half.sendCode()).due).toBeNull()
    expect(before.account).toBe(account)
    expect(await house.rows("select event from audit_events where event = 'password-recovered'")).toHaveLength(1)
  })

  /** C05, C08. */
  it('is set once, however many requests carry it', async () => {
    const who = await recoveringAt(house, 'new-password')
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => house.recoveries.setPassword(who.visit(), `$scrypt$${i}`, system.id())),
    )
    expect(all.filter(({ due }) => due)).toHaveLength(1)
    expect(await house.rows("select id from deliveries where kind = 'password-changed'")).toHaveLength(1)
  })

  it('leaves other people alone', async () => {
    const lee = await entranceAt(house, 'logged-in', { remember: true })
    await recoveringAt(house, 'recovered')
    expect(await house.rows('select account_id from sessions where ended_at is null')).toMatchObject([{ account_id: lee.account }])
    expect(await house.rows('select account_id from remembered_browsers where ended_at is null')).toHaveLength(1)
  })

  it('of somebody who was disabled meanwhile is not set', async () => {
    const name = await known(house)
    const who = await recoveringAt(house, 'new-password', name)
    await house.rows('update accounts set disabled_at = 1 where username = ?', name)
    expect((await who.setPassword()).due).toBeNull()
  })
})

describe('a way', () => {
  it('of another account is none', async () => {
    const [who, other] = [await recoveringAt(house, 'choose-phone'), await recoveringAt(house, 'choose-phone')]
    const theirs = (await other.read()).flow.phones[0]?.id ?? ''
    expect((await who.sendCode('sms', theirs)).due).toBeNull()
  })

  it('by mail is no second factor', async () => {
    const who = await recoveringAt(house, 'choose-phone')
    const [mailbox] = await house.rows(
      "select id from authenticators where kind = 'email' and account_id = ?",
      (await who.read()).flow.accountId,
    )
    for (const channel of ['email', 'sms'] as const) expect((await who.sendCode(channel, String(mailbox?.id))).due).toBeNull()
  })
})

describe('a forgotten username', () => {
  const ask = (key: string) => house.recoveries.sendUsername(house.visit(), { key, destinationKey: key, deliveryId: system.id() })

  it('goes to the address that has it, and to no other', async () => {
    const name = await known(house)
    const [mailbox] = await house.rows(
      "select address_key from authenticators where kind = 'email' and account_id = ?",
      String((await accountOf(name))?.id),
    )
    expect(await ask(String(mailbox?.address_key))).toMatchObject({ kind: 'username', about: JSON.stringify({ username: name }) })
    expect(await ask('nobody@clinic.example')).toBeNull()
  })
})
