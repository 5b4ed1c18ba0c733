import { describe, expect, it } from 'vitest'
import { givePassword, logInFully, memberOn } from '../support/member.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { ask, passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const THIRTY_DAYS = 30 * 24 * 3600
const MINE = 'account_id = (select id from accounts where username = ?)'

/** "Remember me": this browser skips the code for 30 days, and is still asked for the password. */
describe.concurrent.each(RUNTIMES)('a browser that is remembered on %s', (runtime) => {
  const remembered = async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana, 'phone', { remember: true })
    expect(dana.visitor.path).toBe('/')
    return dana
  }
  const messagesOf = async (dana: Awaited<ReturnType<typeof remembered>>) => (await dana.mailbox.messages(dana.phone.e164)).length

  it('skips the code, but not the password', async () => {
    const dana = await remembered()
    await dana.visitor.press('Sign out')
    expect(dana.visitor.words).toContain('You are signed out.')
    await givePassword(dana, 'phone', { password: 'wrong' })
    expect(dana.visitor.status).toBe(422)
    await givePassword(dana, 'phone')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/'])
    expect(await messagesOf(dana)).toBe(1)
    const sessions = await rows(dana.stack, `select amr from sessions where ${MINE} order by rowid`, dana.person.username)
    expect(sessions.map(({ amr }) => amr)).toEqual(['pwd sms mfa', 'pwd remembered'])
  })

  it('is told of by mail, once', async () => {
    const dana = await remembered()
    const [mail] = await dana.mailbox.expect(dana.email)
    expect(mail?.subject).toBe('A browser was remembered for Latchkey Provider Portal')
    expect(mail?.text).toContain('For 30 days that browser is asked for the password only')
    expect(mail?.text).not.toContain('http')
    await dana.visitor.press('Sign out')
    await givePassword(dana)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })

  it('is remembered for that person alone', async () => {
    const [dana, lee] = [await remembered(), await memberOn(runtime)]
    await dana.visitor.press('Sign out')
    await givePassword({ ...lee, visitor: dana.visitor })
    expect(dana.visitor.path).toBe('/auth/login/send-code')
  })

  it('is asked for a code again after 30 days', async () => {
    const dana = await remembered()
    await dana.visitor.press('Sign out')
    await rows(
      dana.stack,
      `update remembered_browsers set expires_at = expires_at - ? where ${MINE}`,
      THIRTY_DAYS * 1000,
      dana.person.username,
    )
    await givePassword(dana)
    expect(dana.visitor.path).toBe('/auth/login/send-code')
  })

  it('is forgotten, like every other, when somebody signs out everywhere; all sessions are over within a minute', async () => {
    const dana = await remembered()
    const other = { ...dana, visitor: new Visitor(dana.stack.origin) }
    await logInFully(other, 'email', { remember: true })
    await other.visitor.press('Sign out everywhere')
    expect(other.visitor.words).toContain('You are signed out everywhere, and no browser is remembered any more.')
    expect((await ask(dana)).status).toBe(401)
    passRunsOut(dana.visitor.cookies)
    expect((await dana.visitor.open('/')).path).toBe('/auth/login')
    for (const who of [dana, other]) {
      await givePassword(who)
      expect(who.visitor.path).toBe('/auth/login/send-code')
    }
  })

  it('is not remembered unless it asked to be', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana)
    await dana.visitor.press('Sign out')
    await givePassword(dana)
    expect(dana.visitor.path).toBe('/auth/login/send-code')
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(0)
  })

  /** N06: a stranger who fails ten times keeps everybody out but the browser that is known. */
  it('gets in while a stranger has the name resting', async () => {
    const dana = await remembered()
    await dana.visitor.press('Sign out')
    const stranger = { ...dana, visitor: new Visitor(dana.stack.origin) }
    for (let i = 0; i < 10; i++) await givePassword(stranger, 'phone', { password: `guess ${i}` })
    await givePassword(stranger, 'phone')
    expect(stranger.visitor.status).toBe(422)
    await givePassword(dana, 'phone')
    expect(dana.visitor.path).toBe('/')
  })
})
