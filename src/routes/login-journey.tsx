/** How a login's requests find it, and how its outcomes are answered. */
import { createMiddleware } from 'hono/factory'
import { ofLogin } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { LogInByMail } from '../../views/screens/log-in-code.tsx'
import { ProveUser } from '../../views/screens/prove-user.tsx'
import { SendCode } from '../../views/screens/send-code.tsx'
import { wordsFor } from '../../views/words.ts'
import type { Method } from '../domain/flow.ts'
import { waysShown } from '../domain/login.ts'
import type { Refusal } from '../domain/refusal.ts'
import { settle } from '../journey/outcome.ts'
import type { Ticket } from '../journey/ports.ts'
import { whyStuck } from '../journey/verify-code.ts'
import { browserTicket } from '../login/enter-code.ts'
import type { LoginOutcome, LoginRecord } from '../login/ports.ts'
import type { UserProved } from '../login/prove-user.ts'
import { advance, leave, show, showAnew, showPart } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, heldTicket, keepTicket } from './cookies.ts'
import { formToken } from './doors.tsx'
import { enter, tokenBefore, visitWith } from './journey.tsx'
import { type CallPart, callPartOf, phoneScreen } from './phone-screens.tsx'
import { takeReturn } from './return-to.ts'

/** Only for whoever has shown the password. Others begin at the beginning; who is signed in already has no use for it. */
export const inLogin = createMiddleware<AppEnv>(async (c, next) => {
  const ticket = heldTicket(c, 'login')
  if (!ticket) return leave(c, heldTicket(c, 'session') ? '/' : '/auth/login')
  c.set('flow', visitWith(c, ticket))
  c.var.facts.flow = ticket.id
  return next()
})

/** The form for the username and the password. */
export const userScreen = (c: AppContext, kind: Method, more: { refusal?: Refusal; username?: string; remember?: boolean } = {}): Screen =>
  ProveUser({
    kind,
    token: tokenBefore(c),
    refused: more.refusal && wordsFor(more.refusal, c.var.visit.now, c.var.site.support),
    username: more.username,
    remember: c.var.login.rememberDays > 0 ? { checked: more.remember ?? false, days: c.var.login.rememberDays } : null,
    expired: c.req.query('expired') !== undefined,
  })

/** After the password: the second step, the portal, the registration, or the same form with what was wrong. */
export function answerUser(c: AppContext, proved: UserProved, typed: { kind: Method; username: string; remember: boolean }) {
  switch (proved.to) {
    case 'stay':
      c.var.facts.refused = proved.refused.reason
      return show(c, userScreen(c, typed.kind, { ...typed, refusal: proved.refused }), 422)
    case 'registration':
      return enter(c, proved.ticket, proved.record)
    case 'portal':
      forget(c, 'before')
      return signIn(c, proved.session)
    case 'login':
      keepTicket(c, 'login', proved.ticket)
      forget(c, 'before')
      c.var.facts.flow = proved.ticket.id
      return advance(c, pathOf(proved.record), screenOf(c, proved.record, null))
  }
}

function signIn(c: AppContext, session: Ticket) {
  keepTicket(c, 'session', session)
  c.var.facts.loggedIn = 1
  return leave(c, takeReturn(c))
}

/** Answers a POST: the next step, the same with what was wrong, the portal, or the beginning. */
export function answerLogin(c: AppContext, outcome: LoginOutcome, remember = false) {
  if (outcome.to === 'start') {
    forget(c, 'login')
    return leave(c, outcome.because === 'expired' ? '/auth/login/with-phone?expired' : '/auth/login')
  }
  if (outcome.to === 'portal') {
    if (remember) keepTicket(c, 'browser', browserTicket(c.var.login, c.var.flow.ticket), c.var.login.rememberDays * 24 * 3600)
    forget(c, 'login')
    return signIn(c, outcome.session)
  }
  if (outcome.refused) c.var.facts.refused = outcome.refused.reason
  const screen = screenOf(c, outcome.record, outcome.refused)
  return outcome.refused ? show(c, screen, 422) : advance(c, pathOf(outcome.record), screen)
}

const read = async (c: AppContext): Promise<LoginOutcome> =>
  settle(c.var.keys, c.var.flow, await c.var.login.logins.read(c.var.flow), { name: 'look' })

/** Any address of the login shows the step that was reached, at that step's own address. */
export async function showLogin(c: AppContext) {
  const outcome = await read(c)
  if (outcome.to !== 'step') return answerLogin(c, outcome)
  const path = pathOf(outcome.record)
  return c.req.path === path ? show(c, screenOf(c, outcome.record, null)) : leave(c, path)
}

/** How the call goes, if that has changed since the screen last asked. */
export async function showLoginCall(c: AppContext) {
  const outcome = await read(c)
  const call = outcome.to === 'step' ? callPart(c, outcome.record) : null
  if (outcome.to !== 'step' || !call) return showLogin(c)
  if (call.state === c.req.query('seen')) return showPart(c, null)
  return call.over ? showAnew(c, screenOf(c, outcome.record, null)) : showPart(c, call.part)
}

const pathOf = ({ flow }: LoginRecord): string => `/auth/login/${flow.step}`

function screenOf(c: AppContext, record: LoginRecord, refusal: Refusal | null): Screen {
  const { flow, challenge, delivery } = record
  const { now } = c.var.visit
  const token = formToken(c, 'login', flow.id)
  const standing = refusal ?? (flow.phoneProvedAt === null ? whyStuck(record) : null)
  const refused = standing && wordsFor(standing, now, c.var.site.support)
  if (flow.step !== 'enter-code' || !challenge) return SendCode({ flow, support: c.var.site.support, token, refused })
  if (flow.kind === 'email')
    return LogInByMail({ place: placeOf(record), email: challenge.destination, challenge, delivery, token, now, refused })
  return phoneScreen(c, record, { ...phoneOf(record, token), refused })
}

const callPart = (c: AppContext, record: LoginRecord): CallPart | null =>
  record.flow.step === 'enter-code' ? callPartOf(c, record, phoneOf(record, formToken(c, 'login', record.flow.id))) : null

const phoneOf = (record: LoginRecord, token: string) => ({
  place: placeOf(record),
  phone: record.challenge?.destination ?? '',
  provedAt: record.flow.phoneProvedAt,
  token,
})

function placeOf({ flow }: LoginRecord) {
  const { kind, ways, others } = waysShown(flow)
  return ofLogin(kind, ways.length, others)
}
