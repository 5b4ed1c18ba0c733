/** How a login's requests find it, and how its outcomes are answered. */
import { mailboxOfLostPhone, newPhoneOfLogin, ofLogin } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { LogInByMail } from '../../views/screens/log-in-code.tsx'
import { CheckLostMailbox, NewPhone, PhoneRequested } from '../../views/screens/lost-phone.tsx'
import { ProveUser } from '../../views/screens/prove-user.tsx'
import { SendCode } from '../../views/screens/send-code.tsx'
import { wordsFor } from '../../views/words.ts'
import type { Method } from '../domain/flow.ts'
import { waysShown } from '../domain/login.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Ticket } from '../journey/ports.ts'
import { whyStuck } from '../journey/verify-code.ts'
import { browserTicket, type Entered } from '../login/enter-code.ts'
import type { LoginRecord } from '../login/ports.ts'
import type { UserProved } from '../login/prove-user.ts'
import { leave, show } from './answers.tsx'
import { beginSession, holdSession } from './begin-session.ts'
import { codeState, type LivePart, linePartOf } from './code-screens.ts'
import type { AppContext } from './context.ts'
import { forget, keepTicket } from './cookies.ts'
import { formToken } from './doors.tsx'
import { enter, tokenBefore } from './journey.tsx'
import { phonePartOf, phoneScreen, phoneTyped } from './phone-screens.tsx'
import { takeReturn } from './return-to.ts'
import { walk } from './walk.tsx'

export const {
  inFlow: inLogin,
  enter: enterLogin,
  answer: answerLogin,
  showReached: showLogin,
  showLive: showLoginLive,
} = walk<LoginRecord>({
  cookie: 'login',
  start: '/auth/login',
  expired: '/auth/login/with-phone?expired',
  read: (c) => c.var.login.logins.read(c.var.flow),
  pathOf: ({ flow }) => `/auth/login/${flow.step}`,
  screenOf,
  livePart,
  arrive: signIn,
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
      return enterLogin(c, proved.ticket, proved.record)
  }
}

async function signIn(c: AppContext, session: Ticket) {
  await beginSession(c, session)
  return arrive(c, session)
}

/** In, at the page that was asked for. The session that this browser had is over. */
export function arrive(c: AppContext, session: Ticket) {
  holdSession(c, session)
  c.var.facts.loggedIn = 1
  return leave(c, takeReturn(c))
}

/** Answers the last step: a browser that was asked to be remembered is, once it is let in. */
export function answerLast(c: AppContext, { outcome, remember, stepsUp }: Entered) {
  const { rememberDays } = c.var.login
  if (stepsUp && outcome.to === 'portal') return steppedUp(c, outcome.session)
  if (remember && outcome.to === 'portal') keepTicket(c, 'browser', browserTicket(c.var.login, c.var.flow.ticket), rememberDays * 24 * 3600)
  return answerLogin(c, outcome)
}

/** On to the page that asked. The session of before has ended already, in the batch that began this one. */
function steppedUp(c: AppContext, session: Ticket) {
  forget(c, 'login')
  holdSession(c, session)
  c.var.facts.steppedUp = 1
  return leave(c, takeReturn(c))
}

/** What is polled at a step of the login; null where there is nothing to follow. */
function livePart(c: AppContext, record: LoginRecord): LivePart | null {
  const { step, id, kind } = record.flow
  if (step === 'check-mailbox') return linePartOf(c, record, mailboxOfLostPhone)
  if (step !== 'enter-code' && step !== 'check-new-phone') return null
  return step === 'enter-code' && kind === 'email'
    ? linePartOf(c, record, placeOf(record))
    : phonePartOf(c, record, phoneOf(record, formToken(c, 'login', id)))
}

function screenOf(c: AppContext, record: LoginRecord, refusal: Refusal | null, typed: Record<string, string> = {}): Screen {
  const { flow, challenge, outages } = record
  const { support } = c.var.site
  const { now } = c.var.visit
  const token = formToken(c, 'login', flow.id)
  const standing = refusal ?? (flow.phoneProvedAt === null ? whyStuck(record) : null)
  const refused = standing && wordsFor(standing, now, support)
  switch (flow.step) {
    case 'check-mailbox':
      return CheckLostMailbox({ email: challenge?.destination ?? '', ...codeState(c, record), token, refused })
    case 'phone-requested':
      return PhoneRequested({ from: flow.lostPhone.replaceableFrom, ...c.var.site, token, refused })
    case 'new-phone':
      return NewPhone({
        token,
        refused,
        outages,
        support,
        countries: c.var.countries,
        phone: flow.lostPhone.newNumber,
        extension: flow.lostPhone.newExtension,
        typed: phoneTyped(typed),
      })
    case 'check-new-phone':
      return phoneScreen(c, record, { ...phoneOf(record, token), refused })
  }
  if (flow.step !== 'enter-code' || !challenge) return SendCode({ flow, support, outages, token, refused })
  if (flow.kind === 'email')
    return LogInByMail({ place: placeOf(record), email: challenge.destination, ...codeState(c, record), token, refused })
  return phoneScreen(c, record, { ...phoneOf(record, token), refused })
}

const phoneOf = (record: LoginRecord, token: string) => ({
  place: placeOf(record),
  phone: record.challenge?.destination ?? '',
  provedAt: record.flow.phoneProvedAt,
  token,
})

function placeOf({ flow }: LoginRecord) {
  if (flow.step === 'check-new-phone') return newPhoneOfLogin
  const { kind, ways, others } = waysShown(flow)
  return ofLogin({ kind, ways: ways.length, other: others, mayBeLost: flow.lostPhone.canBeTold, stepsUp: flow.stepsUp })
}
