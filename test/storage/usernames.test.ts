import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { USERNAMES_PER_JOIN } from '../../src/domain/policy.ts'
import { wantedName } from '../../src/domain/username.ts'
import { type House, openHouse } from './house.ts'
import { codeOf, joined } from './newcomer.ts'
import type { Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
let code: string
beforeEach(async () => {
  house = await openHouse()
  code = await codeOf(house, 20)
})
afterEach(() => house.close())

const tryPassword = (name: string) => house.accounts.tryPassword(house.visit(), { key: name, neighbourKey: 'n' }, null)
const taken = async (who: Passage) => {
  const { flow } = await who.read()
  return flow.step === 'set-password' && flow.usernameTaken
}
const atPassword = async (name: string, method: 'phone' | 'email' = 'phone') =>
  goOn(await joined(house, code, name), 'set-password', method)

describe('the username of whoever joins', () => {
  it('is nobody’s before the password is set: no login finds the account', async () => {
    const nora = await atPassword('nora')
    expect((await tryPassword('nora')).subscriber).toBeNull()
    expect((await tryPassword(`joining ${nora.account}`)).subscriber).toBeNull()
    await nora.setPassword()
    expect((await tryPassword('nora')).subscriber).toMatchObject({ id: nora.account, passwordHash: '', registered: false })
  })

  it('is said to be taken where somebody has it, in whichever spelling', async () => {
    await house.somebody({ username: 'guest-nora' })
    expect(await taken(await atPassword('Guest-NORA'))).toBe(true)
    expect(await taken(await atPassword('nora'))).toBe(false)
  })

  it.each(['phone', 'email'] as const)('is not set if it is taken by then, and another one is (%s)', async (method) => {
    const [nora, ada] = [await atPassword('nora', method), await atPassword('nora', method)]
    const finish = (who: Passage) => (method === 'phone' ? who.setPassword() : who.completeWithPassword())
    expect((await finish(nora)).record?.moved).toBe(true)
    expect((await finish(ada)).record).toMatchObject({ moved: false, flow: { step: 'set-password', usernameTaken: true } })
    ada.wanted = wantedName(house.keys, 'ada')
    expect((await finish(ada)).record?.moved).toBe(true)
    await goOn(ada, 'registered', method)
    await goOn(nora, 'registered', method)
    const rows = await house.rows("select username, username_key, neighbour_key from accounts where username <> '' order by username")
    expect(rows).toEqual(
      ['ada', 'nora'].map((name) => ({ username: name, username_key: name, neighbour_key: wantedName(house.keys, name).neighbourKey })),
    )
  })

  /** C07 */
  it('goes to one of those who want it at once', async () => {
    const all: Passage[] = []
    for (let i = 0; i < 8; i++) all.push(await atPassword('nora', 'email'))
    const results = await Promise.all(all.map((who) => who.completeWithPassword()))
    expect(results.filter(({ record }) => record?.finished)).toHaveLength(1)
    expect(await house.rows("select 1 from accounts where username_key = 'nora'")).toHaveLength(1)
    expect(await house.rows('select 1 from sessions')).toHaveLength(1)
  })

  it('may not be the address with which somebody else logs in', async () => {
    const owner = await arriveAt(house, 'registered')
    const [row] = await house.rows("select address from authenticators where account_id = ? and kind = 'email'", owner.account)
    expect(await taken(await atPassword(String(row?.address).toUpperCase()))).toBe(true)
  })

  it('can be kept when the password is set a second time', async () => {
    const nora = await atPassword('nora')
    await nora.setPassword()
    await nora.goBack('choose-method/again', 'choose-method')
    await nora.chooseMethod('email')
    expect(await taken(nora)).toBe(false)
    expect((await nora.completeWithPassword()).record?.finished).toBe(true)
  })

  it('is not the one before when the password is set again with one that is taken', async () => {
    await house.somebody({ username: 'guest-nora' })
    const nora = await atPassword('nora')
    await nora.setPassword()
    await nora.goBack('choose-method/again', 'choose-method')
    await nora.chooseMethod('email')
    nora.wanted = wantedName(house.keys, 'guest-nora')
    expect((await nora.completeWithPassword()).record).toMatchObject({ moved: false, finished: false })
  })

  it('is free again when its registration is cancelled', async () => {
    const nora = await atPassword('nora')
    await nora.setPassword()
    await nora.cancel()
    expect(await taken(await atPassword('nora'))).toBe(false)
  })

  /** A01: each try tells whether there is such a name. */
  it('can be asked for so often in one registration, and no more', async () => {
    await house.somebody({ username: 'guest-nora' })
    const nora = await atPassword('guest-nora')
    for (let i = 0; i < USERNAMES_PER_JOIN; i++) expect((await nora.setPassword()).record?.moved).toBe(false)
    nora.wanted = wantedName(house.keys, 'nora')
    expect((await nora.setPassword()).record?.moved).toBe(false)
  })

  it('is not changed by a cookie that is no longer good', async () => {
    const nora = await atPassword('nora')
    const before = nora.ticket
    await nora.setPassword()
    nora.ticket = before
    nora.wanted = wantedName(house.keys, 'ada')
    await nora.setPassword()
    expect(await house.rows("select username from accounts where username <> ''")).toEqual([{ username: 'nora' }])
  })

  it('is not changed for somebody who was imported', async () => {
    const lee = await arriveAt(house, 'set-password')
    lee.wanted = wantedName(house.keys, 'lee-the-second')
    await lee.setPassword()
    expect(await house.rows("select 1 from accounts where username = 'lee-the-second'")).toEqual([])
  })
})
