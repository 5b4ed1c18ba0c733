import { describe, expect, it } from 'vitest'
import { hours } from '../../src/domain/policy.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import {
  askForPhone,
  atNewPhone,
  cancelCodeIn,
  cancelWith,
  giveNewPhone,
  lostPhoneAt,
  phoneMember,
  requestAges,
  throughMailbox,
  toMailbox,
} from '../support/lost-phone.ts'
import { enterCode, forgetPassword, givePassword } from '../support/member.ts'
import { post, postAtOnce } from '../support/post.ts'
import { count, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const AT_ONCE = 50

const mine = 'account_id = (select id from accounts where username = ?)'
const phonesOf = async ({ person }: Traveller) =>
  (await rows(stack, `select address from authenticators where kind = 'phone' and ${mine}`, person.username)).map(({ address }) => address)
const requestsOf = ({ person }: Traveller) => count(stack, 'phone_requests', mine, person.username)
const sessionsOf = ({ person }: Traveller) => count(stack, 'sessions', `${mine} and ended_at is null`, person.username)
const stranger = (who: Traveller): Traveller => ({ ...who, visitor: new Visitor(stack.origin) })
const wrong = (code: string, i: number) => String((Number(code) + 1 + i) % 10 ** code.length).padStart(code.length, '0')

describe.concurrent('to take over an account', () => {
  it('the password alone does not do: no request is made without the mailbox, and five wrong codes are all there are', async () => {
    const dana = await lostPhoneAt(stack, 'check-mailbox')
    const code = await dana.mailbox.code(dana.email)
    await postAtOnce(dana.visitor, AT_ONCE, '/auth/login/check-mailbox', (i) => ({ code: wrong(code, i) }))
    const { status } = await post(dana.visitor, '/auth/login/check-mailbox', { code })
    expect([status, await requestsOf(dana)]).toEqual([422, 0])
  })

  it('the mailbox alone does not do: a forgotten password still asks for the phone', async () => {
    const dana = stranger(await phoneMember(stack))
    await forgetPassword(dana, dana.person.username)
    await enterCode(dana, await dana.mailbox.code(dana.email))
    expect(dana.visitor.path).toBe('/auth/recover/choose-phone')
    for (const path of ['lost-phone', 'check-mailbox', 'new-phone', 'check-new-phone']) {
      const { status } = await post(dana.visitor, `/auth/login/${path}`, { code: '123456', country: 'US', number: '3126640199' })
      expect(status).toBe(303)
    }
    expect([await requestsOf(dana), await sessionsOf(dana)]).toEqual([0, 0])
  })

  it('both of them on one day do not do; nor does somebody’s request of yesterday without them', async () => {
    const dana = await phoneMember(stack)
    await askForPhone(dana)
    await requestAges(dana, hours(23))
    const again = stranger(dana)
    await throughMailbox(again)
    expect(again.visitor.path).toBe('/auth/login/phone-requested')
    const { headers } = await post(again.visitor, '/auth/login/new-phone', { country: 'US', number: '3126640199', channel: 'sms' })
    expect(headers.location).toBe('/auth/login/phone-requested')

    await requestAges(dana, hours(1))
    const { headers: later } = await post(again.visitor, '/auth/login/new-phone', { country: 'US', number: '3126640199', channel: 'sms' })
    expect(later.location).toBe('/auth/login/phone-requested')
    const passwordOnly = stranger(dana)
    await toMailbox(passwordOnly)
    await post(passwordOnly.visitor, '/auth/login/new-phone', { country: 'US', number: '3126640199', channel: 'sms' })
    await passwordOnly.visitor.open('/auth/login/new-phone')
    expect(passwordOnly.visitor.path).toBe('/auth/login/check-mailbox')
    expect(await phonesOf(dana)).toEqual([dana.phone.e164])
  })

  it('a number that somebody types does not do: it has to be proved, and a request that was cancelled meanwhile is over', async () => {
    const dana = await phoneMember(stack)
    const { text } = await askForPhone(dana)
    await requestAges(dana)
    await throughMailbox(dana)
    const withNew = await giveNewPhone(dana)
    const code = await withNew.mailbox.code(withNew.phone.e164)
    expect((await post(withNew.visitor, '/auth/login/check-new-phone', {})).status).toBe(422)
    await cancelWith(stranger(dana), dana.person.username, cancelCodeIn(text))
    await enterCode(withNew, code)
    expect([withNew.visitor.status, withNew.visitor.path]).toEqual([422, '/auth/login/check-new-phone'])
    expect(withNew.visitor.words).toContain('There is no request for a new phone any more')
    expect([await phonesOf(dana), await sessionsOf(dana)]).toEqual([[dana.phone.e164], 0])
  })
})

describe.concurrent('many at once', () => {
  /** C02 */
  it('bind one phone and begin one session, and all of them are let in', async () => {
    const dana = await phoneMember(stack)
    await atNewPhone(dana)
    const withNew = await giveNewPhone(dana)
    const code = await withNew.mailbox.code(withNew.phone.e164)
    const answers = await postAtOnce(withNew.visitor, AT_ONCE, '/auth/login/check-new-phone', () => ({ code }))
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))).toEqual(new Set(['303 /']))
    expect([await phonesOf(dana), await sessionsOf(dana)]).toEqual([[withNew.phone.e164], 1])
    await withNew.mailbox.expect(dana.phone.e164, 2)
    expect(await count(stack, 'deliveries', `kind = 'phone-replaced' and ${mine}`, dana.person.username)).toBe(2)
  })
})

describe.concurrent('a code to cancel', () => {
  it('can’t be guessed, and whoever tries learns neither whose phone was lost nor who has an account', async () => {
    const dana = await phoneMember(stack)
    const { letter } = await askForPhone(dana)
    const code = cancelCodeIn(letter)
    const guesser = stranger(dana)
    const seen = async (username: string) => {
      await cancelWith(guesser, username, wrong(code, 0))
      return `${guesser.visitor.status} ${guesser.visitor.words}`
    }
    const nothingAsked = await phoneMember(stack)
    const answers = [await seen(dana.person.username), await seen(nothingAsked.person.username), await seen('nobody-at-all')]
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('422')
    await postAtOnce(guesser.visitor, AT_ONCE, '/auth/lost-phone/cancel', (i) => ({ username: dana.person.username, code: wrong(code, i) }))
    await cancelWith(guesser, dana.person.username, code)
    expect(guesser.visitor.status).toBe(422)
    expect(await count(stack, 'phone_requests', `ended_at is null and ${mine}`, dana.person.username)).toBe(1)
  })

  it('works without signing anybody in, and is in no address, title or subject', async () => {
    const dana = await phoneMember(stack)
    const { letter } = await askForPhone(dana)
    const guest = stranger(dana)
    await cancelWith(guest, dana.person.username, cancelCodeIn(letter))
    expect([guest.visitor.status, guest.visitor.url.search]).toEqual([200, '?done'])
    expect([letter.subject, guest.visitor.title, guest.visitor.url.href].join()).not.toContain(cancelCodeIn(letter))
    expect(guest.visitor.cookies.names()).not.toContain('latchkey')
    await givePassword(dana)
    expect(dana.visitor.path).toBe('/auth/login/send-code')
  })
})
