import { Hono } from 'hono'
import { LogIn, type LogInNotice } from '../../views/screens/log-in.tsx'
import { type Topic, Trouble, TroubleWith } from '../../views/screens/trouble.tsx'
import { text } from '../../views/text.ts'
import type { Method } from '../domain/flow.ts'
import { enterCode } from '../login/enter-code.ts'
import { otherWay } from '../login/other-way.ts'
import { proveUser } from '../login/prove-user.ts'
import { sendLoginCode, sendNewLoginCode } from '../login/send-code.ts'
import { fingerprint } from '../system.ts'
import { show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { held, heldTicket } from './cookies.ts'
import { ownToken } from './doors.tsx'
import { form, newCodeForm, otherWayForm, phoneCodeForm, sendCodeForm, userForm } from './forms.tsx'
import { answerLast, answerLogin, answerUser, inLogin, showLogin, showLoginLive, userScreen } from './login-journey.tsx'
import { rememberReturn } from './return-to.ts'

const notices: readonly string[] = [
  'already-registered',
  'signed-out',
  'signed-out-everywhere',
  'cancelled',
  'password-changed',
  'not-sent',
  'not-asked',
] satisfies LogInNotice[]
const noticeOf = (asked: string | undefined) => (asked !== undefined && notices.includes(asked) ? (asked as LogInNotice) : null)

const isTopic = (asked: string): asked is Topic => Object.hasOwn(text.trouble.topics, asked)

/** The username and the password, whichever way the code is to come. */
async function provenAs(c: AppContext, kind: Method, form: { username: string; password: string; remember?: 'yes' | undefined }) {
  const typed = { kind, username: form.username, password: form.password, remember: form.remember === 'yes' }
  const browser = heldTicket(c, 'browser')
  const known = browser && { id: browser.id, hash: fingerprint(browser.secret) }
  return answerUser(c, await proveUser(c.var.login, c.var.visit, held(c, 'before') ?? '', typed, known), typed)
}

/** The first screen, and what it leads to. */
export const logIn = new Hono<AppEnv>()
  .get('/login', (c) => {
    rememberReturn(c)
    return show(c, LogIn({ site: c.var.site, notice: noticeOf(c.req.query('notice')), remember: c.var.login.rememberDays > 0 }))
  })

  .get('/login/with-phone', (c) => show(c, userScreen(c, 'phone', { remember: c.req.query('remember') === 'yes' })))
  .post('/login/with-phone', ownToken('before'), form(userForm), (c) => provenAs(c, 'phone', c.req.valid('form')))
  .get('/login/with-email', (c) => show(c, userScreen(c, 'email', { remember: c.req.query('remember') === 'yes' })))
  .post('/login/with-email', ownToken('before'), form(userForm), (c) => provenAs(c, 'email', c.req.valid('form')))

  .post('/login/send-code', inLogin, ownToken('login'), form(sendCodeForm), async (c) => {
    const { way, channel } = c.req.valid('form')
    return answerLogin(c, await sendLoginCode(c.var.login, c.var.flow, { wayId: way, channel }))
  })
  .post('/login/other-way', inLogin, ownToken('login'), form(otherWayForm), async (c) =>
    answerLogin(c, await otherWay(c.var.login, c.var.flow, c.req.valid('form').kind)),
  )
  .post('/login/enter-code', inLogin, ownToken('login'), form(phoneCodeForm), async (c) => {
    return answerLast(c, await enterCode(c.var.login, c.var.flow, c.req.valid('form').code))
  })
  .post('/login/enter-code/new-code', inLogin, ownToken('login'), form(newCodeForm), async (c) =>
    answerLogin(c, await sendNewLoginCode(c.var.login, c.var.flow, c.req.valid('form').channel)),
  )
  .post('/login/enter-code/call-me', inLogin, ownToken('login'), async (c) =>
    answerLogin(c, await sendNewLoginCode(c.var.login, c.var.flow, 'voice')),
  )
  .get('/login/:step/:part{call|line}', inLogin, (c) => showLoginLive(c))
  .get('/login/*', inLogin, (c) => showLogin(c))

  .get('/trouble', (c) => show(c, Trouble()))
  .get('/trouble/:topic', (c, next) => {
    const topic = c.req.param('topic')
    return isTopic(topic) ? show(c, TroubleWith({ topic, support: c.var.site.support })) : next()
  })
