import { Hono } from 'hono'
import { phoneOfRecovery } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { ForgotPassword, ForgotUsername } from '../../views/screens/forgot.tsx'
import { CheckMailbox, ChoosePhone, NewPassword } from '../../views/screens/recover.tsx'
import { wordsFor } from '../../views/words.ts'
import type { Refusal } from '../domain/refusal.ts'
import { whyStuck } from '../journey/verify-code.ts'
import { forgotPassword, forgotUsername } from '../recovery/forgot-password.ts'
import { newPassword } from '../recovery/new-password.ts'
import type { RecoveryRecord } from '../recovery/ports.ts'
import { choosePhoneAgain, proveMailbox, provePhone, sendMailAgain, sendPhoneCode, sendPhoneCodeAgain } from '../recovery/prove.ts'
import { leave, show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, held } from './cookies.ts'
import { formToken, ownToken } from './doors.tsx'
import { codeForm, emailForm, form, nameForm, passwordForm, phoneCodeForm, sendCodeForm } from './forms.tsx'
import { tokenBefore } from './journey.tsx'
import { phonePartOf, phoneScreen } from './phone-screens.tsx'
import { walk } from './walk.tsx'

const { inFlow, enter, answer, showReached, showLive } = walk<RecoveryRecord>({
  cookie: 'recovery',
  start: '/auth/forgot-password',
  expired: '/auth/forgot-password',
  read: (c) => c.var.recover.recoveries.read(c.var.flow),
  pathOf: ({ flow }) => `/auth/recover/${flow.step}`,
  screenOf,
  livePart: (c, record) => (record.flow.step === 'check-phone' ? phonePartOf(c, record, phoneOf(c, record)) : null),
  // Nobody is signed in by a new password.
  arrive: (c) => leave(c, '/auth/login?notice=password-changed'),
})

/** A forgotten password, from the name to the new one; and a forgotten name. */
export const recover = new Hono<AppEnv>()
  .get('/forgot-password', (c) => show(c, ForgotPassword({ token: tokenBefore(c) })))
  .post('/forgot-password', ownToken('before'), form(nameForm), async (c) => {
    const opened = await forgotPassword(c.var.recover, c.var.visit, held(c, 'before') ?? '', c.req.valid('form').username)
    return opened ? enter(c, opened.ticket, opened.record) : refuse(c, { reason: 'over-budget', budget: 'client' })
  })
  .get('/forgot-username', (c) => show(c, ForgotUsername({ token: tokenBefore(c), sent: c.req.query('sent') !== undefined })))
  .post('/forgot-username', ownToken('before'), form(emailForm), async (c) => {
    const typed = c.req.valid('form').email
    if ((await forgotUsername(c.var.recover, c.var.visit, typed)) === 'sent') return leave(c, '/auth/forgot-username?sent')
    const refused = wordsFor({ reason: 'email-not-an-address' }, c.var.visit.now, c.var.site.support)
    return show(c, ForgotUsername({ token: tokenBefore(c), refused, typed }), 422)
  })

  .get('/recover/check-phone/:part{call|line}', inFlow, showLive)
  .get('/recover/*', inFlow, showReached)

  .post('/recover/start-again', inFlow, ownToken('recovery'), (c) => {
    forget(c, 'recovery')
    return leave(c, '/auth/forgot-password')
  })
  .post('/recover/check-email', inFlow, ownToken('recovery'), form(codeForm), async (c) =>
    answer(c, await proveMailbox(c.var.recover, c.var.flow, c.req.valid('form').code)),
  )
  .post('/recover/check-email/new-code', inFlow, ownToken('recovery'), async (c) =>
    answer(c, await sendMailAgain(c.var.recover, c.var.flow)),
  )
  .post('/recover/choose-phone', inFlow, ownToken('recovery'), form(sendCodeForm), async (c) => {
    const { way, channel } = c.req.valid('form')
    return answer(c, await sendPhoneCode(c.var.recover, c.var.flow, { wayId: way, channel }))
  })
  .post('/recover/choose-phone/again', inFlow, ownToken('recovery'), async (c) =>
    answer(c, await choosePhoneAgain(c.var.recover, c.var.flow)),
  )
  .post('/recover/check-phone', inFlow, ownToken('recovery'), form(phoneCodeForm), async (c) =>
    answer(c, await provePhone(c.var.recover, c.var.flow, c.req.valid('form').code)),
  )
  .post('/recover/check-phone/new-code', inFlow, ownToken('recovery'), async (c) =>
    answer(c, await sendPhoneCodeAgain(c.var.recover, c.var.flow, 'sms')),
  )
  .post('/recover/check-phone/call-me', inFlow, ownToken('recovery'), async (c) =>
    answer(c, await sendPhoneCodeAgain(c.var.recover, c.var.flow, 'voice')),
  )
  .post('/recover/new-password', inFlow, ownToken('recovery'), form(passwordForm), async (c) =>
    answer(c, await newPassword(c.var.recover, c.var.flow, c.req.valid('form'))),
  )

function refuse(c: AppContext, refusal: Refusal) {
  c.var.facts.refused = refusal.reason
  const refused = wordsFor(refusal, c.var.visit.now, c.var.site.support)
  forget(c, 'recovery')
  return show(c, ForgotPassword({ token: tokenBefore(c), refused }), 422)
}

function screenOf(c: AppContext, record: RecoveryRecord, refusal: Refusal | null): Screen {
  const { flow, challenge, outages } = record
  const { now } = c.var.visit
  const token = formToken(c, 'recovery', flow.id)
  const standing = refusal ?? (flow.phoneProvedAt === null ? whyStuck(record) : null)
  const refused = standing && wordsFor(standing, now, c.var.site.support)
  switch (flow.step) {
    case 'check-email':
      return CheckMailbox({ challenge, token, now, refused, outages, site: c.var.site })
    case 'choose-phone':
      return ChoosePhone({ flow, token, refused, outages, support: c.var.site.support })
    case 'check-phone':
      return phoneScreen(c, record, { ...phoneOf(c, record), refused })
    case 'new-password':
      return NewPassword({ flow, token, refused })
    case 'recovered':
      throw new TypeError('a recovery that is over has no screen')
  }
}

const phoneOf = (c: AppContext, { flow, challenge }: RecoveryRecord) => ({
  place: phoneOfRecovery,
  phone: challenge?.destination ?? '',
  provedAt: flow.phoneProvedAt,
  token: formToken(c, 'recovery', flow.id),
})
