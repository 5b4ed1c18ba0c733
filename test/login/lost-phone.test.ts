import { afterEach, beforeEach, expect, it } from 'vitest'
import { PHONE_REQUESTS, RESEND_WAITS } from '../../src/domain/policy.ts'
import { losePhone, proveMailbox, sendMailboxCodeAgain } from '../../src/login/lost-phone.ts'
import { giveNewPhone, replacePhone } from '../../src/login/new-phone.ts'
import { type Entrance, entranceAt } from '../storage/entrance.ts'
import { type House, openHouse } from '../storage/house.ts'
import { freshPhone } from '../storage/passage.ts'
import { cancelCode, cancelWith } from '../storage/replacement.ts'
import { type Desk, deskOf, shortOf } from './desk.ts'

let house: House
let desk: Desk
beforeEach(async () => {
  house = await openHouse()
  desk = deskOf(house)
})
afterEach(() => house.close())

const usernameOf = async ({ account }: Entrance) =>
  String((await house.rows('select username from accounts where id = ?', account))[0]?.username)
const number = (channel: 'sms' | 'voice' = 'sms') => ({ country: 'US', number: freshPhone(), channel })

it('posts the code to the mailbox, and then word of the request to every address', async () => {
  const dana = await entranceAt(house, 'send-code', { emailSuffices: false })
  expect(shortOf(await losePhone(desk, dana.visit()))).toBe('check-mailbox')
  expect(desk.posted).toMatchObject([{ kind: 'email-code', purpose: 'replacement-email' }])
  expect(shortOf(await proveMailbox(desk, dana.visit(), await dana.code()))).toBe('phone-requested')
  expect(
    desk.posted
      .slice(1)
      .map(({ kind, channel }) => `${kind} by ${channel}`)
      .sort(),
  ).toEqual(['phone-request by email', 'phone-request by sms'])
})

it('says why the mailbox is not proved: no code, a wrong one, and how soon another may be asked for', async () => {
  const dana = await entranceAt(house, 'check-mailbox')
  const { attempts } = (await dana.read()).challenge ?? {}
  expect(shortOf(await proveMailbox(desk, dana.visit(), '12345'))).toBe('check-mailbox: not-a-code')
  expect((await dana.read()).challenge?.attempts).toBe(attempts)
  expect(shortOf(await proveMailbox(desk, dana.visit(), '000000'))).toBe('check-mailbox: wrong-code')
  expect(shortOf(await sendMailboxCodeAgain(desk, dana.visit()))).toBe('check-mailbox: too-soon')
  house.now += RESEND_WAITS[0]
  expect(shortOf(await sendMailboxCodeAgain(desk, dana.visit()))).toBe('check-mailbox')
})

it('says that too much was asked for in a week', async () => {
  const { account } = await entranceAt(house, 'phone-requested')
  await house.rows("update phone_requests set ended_at = 1, ending = 'cancelled'")
  for (let more = 1; more < PHONE_REQUESTS.requests; more++)
    await house.rows(
      "insert into phone_requests (id, account_id, cancel_digest, created_at, ended_at, ending, stamp) values (?, ?, '', ?, 1, 'cancelled', '')",
      `${more}`,
      account,
      house.now,
    )
  const again = await entranceAt(house, 'send-code', { emailSuffices: false }, account)
  expect(shortOf(await losePhone(desk, again.visit()))).toBe('send-code: requests-spent')
})

it('says that the request is over, whatever number is given, and takes no code any more', async () => {
  const dana = await entranceAt(house, 'check-new-phone')
  const lee = await entranceAt(house, 'new-phone')
  for (const who of [dana, lee]) await cancelWith(house, await usernameOf(who), await cancelCode(house, who.account))
  expect(shortOf(await replacePhone(desk, dana.visit(), await dana.code()))).toBe('check-new-phone: request-over')
  expect(shortOf(await giveNewPhone(desk, lee.visit(), number()))).toBe('new-phone: request-over')
})

it('judges the new number as the registration does, and takes it by text and by call', async () => {
  const dana = await entranceAt(house, 'new-phone')
  expect(shortOf(await giveNewPhone(desk, dana.visit(), { ...number(), number: '12' }))).toBe('new-phone: phone-not-ten-digits')
  expect(shortOf(await giveNewPhone(desk, dana.visit(), number('voice')))).toBe('check-new-phone')
  expect(desk.posted.at(-1)).toMatchObject({ kind: 'call', purpose: 'replacement-phone' })
  expect(shortOf(await replacePhone(desk, dana.visit(), null))).toBe('check-new-phone: call-not-confirmed')
})
