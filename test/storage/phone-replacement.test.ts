import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CANCEL_TRIES, PHONE_REPLACEMENT_WAIT, REPEAT_WINDOW } from '../../src/domain/policy.ts'
import { whyStuck } from '../../src/journey/verify-code.ts'
import { type Entrance, entranceAt } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { freshPhone } from './passage.ts'
import { cancelCode, cancelWith, changeNewPhone, giveNewPhone, losePhone, proveMailbox, replacePhone } from './replacement.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const moved = ({ record }: { record: { moved: boolean } | null }) => record?.moved ?? false
const phonesOf = async ({ account }: Entrance) =>
  (await house.rows("select address from authenticators where account_id = ? and kind = 'phone'", account)).map(({ address }) => address)
const endings = async () => (await house.rows('select ending from phone_requests')).map(({ ending }) => ending)
const usernameOf = async ({ account }: Entrance) =>
  String((await house.rows('select username from accounts where id = ?', account))[0]?.username)
const cancelled = async (who: Entrance, code: string, network?: string) =>
  (await cancelWith(house, await usernameOf(who), code, network)).cancelled
const rightCode = ({ account }: Entrance) => cancelCode(house, account)

/** Stands where the new number is asked for, beside somebody of the same account who stands there, too. */
async function again({ account }: Entrance): Promise<Entrance> {
  const who = await entranceAt(house, 'send-code', { emailSuffices: false }, account)
  await losePhone(who)
  await proveMailbox(who)
  return who
}

describe('the new phone', () => {
  it('takes the place of the old one, and ends everything that was open', async () => {
    const lee = await entranceAt(house, 'logged-in', { remember: true })
    const dana = await entranceAt(house, 'new-phone')
    const [old] = await phonesOf(dana)
    await entranceAt(house, 'logged-in', { remember: true }, dana.account)
    // Whoever logged in had the phone: the request is made again.
    await again(dana)
    house.now += PHONE_REPLACEMENT_WAIT
    const other = await entranceAt(house, 'enter-code', {}, dana.account)
    const last = await again(dana)
    const number = freshPhone()
    await giveNewPhone(last, number)
    const { told, ...done } = await replacePhone(last)
    expect(moved(done)).toBe(true)
    expect(await phonesOf(dana)).toEqual([number])
    expect(told.map(({ kind, destination }) => [kind, destination])).toContainEqual(['phone-replaced', old])
    const live = 'from sessions where ended_at is null and account_id = ?'
    expect(await house.rows(`select amr ${live}`, dana.account)).toEqual([{ amr: 'pwd sms mfa' }])
    expect(await house.rows('select id from remembered_browsers where ended_at is null and account_id = ?', dana.account)).toEqual([])
    expect(moved(await other.complete('no such code'))).toBe(false)
    expect(await house.rows('select id from flows where ended_at is null and account_id = ?', dana.account)).toEqual([])
    expect(await house.rows(`select id ${live}`, lee.account)).toHaveLength(1)
  })

  it('is bound once, however many requests carry its code, and by one of two who both came so far', async () => {
    const dana = await entranceAt(house, 'check-new-phone')
    const ruth = await again(dana)
    await giveNewPhone(ruth)
    const codes = [await dana.code(), await ruth.code()]
    const all = await Promise.all([1, 2, 3].flatMap(() => [replacePhone(dana, codes[0]), replacePhone(ruth, codes[1])]))
    expect(all.filter(moved)).toHaveLength(1)
    expect(await phonesOf(dana)).toHaveLength(1)
    expect(await endings()).toEqual(['finished'])
    expect(await house.rows('select id from sessions where ended_at is null')).toHaveLength(1)
  })

  it('and a cancellation at the same moment do not both happen', async () => {
    for (let round = 0; round < 3; round++) {
      const dana = await entranceAt(house, 'check-new-phone')
      const [cancelCode, code] = [await rightCode(dana), await dana.code()]
      const [done, stopped] = await Promise.all([replacePhone(dana, code), cancelled(dana, cancelCode, `network ${round}`)])
      expect([moved(done), stopped].filter(Boolean)).toHaveLength(1)
    }
  })

  it('may be proved by a call', async () => {
    const dana = await entranceAt(house, 'new-phone')
    const { due } = await giveNewPhone(dana, freshPhone(), 'voice')
    expect(moved(await replacePhone(dana, null))).toBe(false)
    expect(await dana.keyIn(due)).toBe('confirmed')
    expect(moved(await replacePhone(dana, null))).toBe(true)
    expect(await house.rows('select amr from sessions')).toEqual([{ amr: 'pwd tel mfa' }])
  })

  it('is not proved by a call to a number that was changed, nor held up by wrong codes for that', async () => {
    const dana = await entranceAt(house, 'new-phone')
    const { due } = await giveNewPhone(dana, freshPhone(), 'voice')
    const shown = await dana.code()
    for (let tries = 0; tries < 5; tries++) await replacePhone(dana, 'no such code')
    expect(whyStuck(await dana.read())).toEqual({ reason: 'tries-spent' })
    await changeNewPhone(dana)
    expect(whyStuck(await dana.read())).toBeNull()
    await giveNewPhone(dana)
    expect(await dana.keyIn(due, shown)).not.toBe('confirmed')
    expect(moved(await replacePhone(dana, null))).toBe(false)
  })

  it.each(['before', 'after'])('is not proved by what the old phone confirms %s it is said to be lost', async (when) => {
    const first = await entranceAt(house, 'new-phone')
    const dana = await entranceAt(house, 'send-code', { emailSuffices: false }, first.account)
    const { due } = await dana.sendCode('voice')
    const shown = await dana.code()
    if (when === 'before') expect(await dana.keyIn(due, shown)).toBe('confirmed')
    await losePhone(dana)
    await proveMailbox(dana)
    await giveNewPhone(dana)
    if (when === 'after') expect(await dana.keyIn(due, shown)).not.toBe('confirmed')
    expect(moved(await replacePhone(dana, null))).toBe(false)
  })
})

describe('a code to cancel', () => {
  it('is taken once, and its repeat within a minute is answered as it was', async () => {
    const dana = await entranceAt(house, 'phone-requested')
    const code = await rightCode(dana)
    const first = await cancelWith(house, await usernameOf(dana), code)
    expect([first.cancelled, first.told.length]).toEqual([true, 2])
    const repeated = await cancelWith(house, await usernameOf(dana), code)
    expect(repeated).toEqual({ cancelled: true, told: [] })
    house.now += REPEAT_WINDOW
    expect(await cancelled(dana, code)).toBe(false)
    expect(await house.rows("select id from audit_events where event = 'phone-request-cancelled'")).toHaveLength(1)
  })

  it(`is not looked at after ${CANCEL_TRIES} from one network, and from another it is`, async () => {
    const dana = await entranceAt(house, 'phone-requested')
    const code = await rightCode(dana)
    const tries = await Promise.all(Array.from({ length: 50 }, (_, i) => cancelled(dana, String(10_000_000 + i), 'a stranger’s')))
    expect(tries).not.toContain(true)
    const [row] = await house.rows("select count from failures where subject like 'cancel:%'")
    expect(row?.count).toBe(CANCEL_TRIES)
    expect(await cancelled(dana, code, 'a stranger’s')).toBe(false)
    expect(await cancelled(dana, code, 'her own')).toBe(true)
  })

  it('of somebody else, of an earlier request, or in a name that nobody has, cancels nothing', async () => {
    const [dana, lee] = [await entranceAt(house, 'phone-requested'), await entranceAt(house, 'phone-requested')]
    const early = await rightCode(dana)
    await cancelled(dana, early)
    house.now += REPEAT_WINDOW
    await again(dana)
    for (const code of [early, await rightCode(lee), '', '   ']) expect(await cancelled(dana, code)).toBe(false)
    expect((await cancelWith(house, 'nobody at all', await rightCode(dana))).cancelled).toBe(false)
    expect(await endings()).toEqual(['cancelled', null, null])
  })
})
