import { Hono } from 'hono'
import { ConfirmCancel } from '../../views/screens/confirm-cancel.tsx'
import { CurrentUser } from '../../views/screens/current-user.tsx'
import { cancel } from '../registration/cancel.ts'
import { chooseMethod } from '../registration/choose-method.ts'
import { proveCurrentUser } from '../registration/current-user.ts'
import { giveEmail } from '../registration/give-email.ts'
import { givePhone } from '../registration/give-phone.ts'
import { goBack } from '../registration/go-back.ts'
import { sendNewCode } from '../registration/send-code.ts'
import { setPassword } from '../registration/set-password.ts'
import { verifyEmail } from '../registration/verify-email.ts'
import { verifyPhone } from '../registration/verify-phone.ts'
import { leave, show } from './answers.tsx'
import type { AppEnv } from './context.ts'
import { forget, held } from './cookies.ts'
import { formToken, ownToken } from './doors.tsx'
import { codeForm, emailForm, form, loginForm, methodForm, passwordForm, phoneCodeForm, phoneForm } from './forms.tsx'
import { answer, enter, inFlow, showLive, showReached, stay, tokenBefore } from './journey.tsx'

/** The registration, in the order of the guide: GET shows a step, POST answers it. */
export const register = new Hono<AppEnv>()
  .get('/', (c) => show(c, CurrentUser({ token: tokenBefore(c), expired: c.req.query('expired') !== undefined })))
  .post('/', ownToken('before'), form(loginForm), async (c) => {
    const typed = c.req.valid('form')
    const outcome = await proveCurrentUser(c.var.registration, c.var.visit, held(c, 'before') ?? '', typed)
    if (outcome.to === 'stay') return stay(c, outcome.refused, typed.username)
    return outcome.to === 'log-in' ? leave(c, '/auth/login?notice=already-registered') : enter(c, outcome.ticket, outcome.record)
  })

  .get('/cancel', inFlow, (c) =>
    show(c, ConfirmCancel({ token: formToken(c, 'flow', c.var.flow.ticket.id), back: '/auth/register/choose-method' })),
  )
  .post('/cancel', inFlow, ownToken('flow'), async (c) => {
    await cancel(c.var.registration, c.var.flow)
    forget(c, 'flow')
    return leave(c, '/auth/login?notice=cancelled')
  })

  .get('/:step/:part{call|line}', inFlow, (c) => showLive(c))
  .get('/*', inFlow, (c) => showReached(c))

  .post('/choose-method', inFlow, ownToken('flow'), form(methodForm), async (c) =>
    answer(c, await chooseMethod(c.var.registration, c.var.flow, c.req.valid('form').method)),
  )
  .post('/choose-method/again', inFlow, ownToken('flow'), async (c) =>
    answer(c, await goBack(c.var.registration, c.var.flow, 'choose-method/again')),
  )

  .post('/give-email', inFlow, ownToken('flow'), form(emailForm), async (c) => {
    const typed = c.req.valid('form')
    return answer(c, await giveEmail(c.var.registration, c.var.flow, typed.email), typed)
  })
  .post('/give-email/again', inFlow, ownToken('flow'), async (c) =>
    answer(c, await goBack(c.var.registration, c.var.flow, 'give-email/again')),
  )

  .post('/verify-email', inFlow, ownToken('flow'), form(codeForm), async (c) =>
    answer(c, await verifyEmail(c.var.registration, c.var.flow, c.req.valid('form').code)),
  )
  .post('/verify-email/new-code', inFlow, ownToken('flow'), async (c) =>
    answer(c, await sendNewCode(c.var.registration, c.var.flow, 'verify-email', 'email')),
  )

  .post('/set-password', inFlow, ownToken('flow'), form(passwordForm), async (c) => {
    const typed = c.req.valid('form')
    return answer(c, await setPassword(c.var.registration, c.var.flow, typed), { username: typed.username })
  })

  .post('/give-phone', inFlow, ownToken('flow'), form(phoneForm), async (c) => {
    const typed = c.req.valid('form')
    return answer(c, await givePhone(c.var.registration, c.var.flow, typed), typed)
  })
  .post('/give-phone/again', inFlow, ownToken('flow'), async (c) =>
    answer(c, await goBack(c.var.registration, c.var.flow, 'give-phone/again')),
  )

  .post('/verify-phone', inFlow, ownToken('flow'), form(phoneCodeForm), async (c) =>
    answer(c, await verifyPhone(c.var.registration, c.var.flow, c.req.valid('form').code)),
  )
  .post('/verify-phone/new-code', inFlow, ownToken('flow'), async (c) =>
    answer(c, await sendNewCode(c.var.registration, c.var.flow, 'verify-phone', 'sms')),
  )
  .post('/verify-phone/call-me', inFlow, ownToken('flow'), async (c) =>
    answer(c, await sendNewCode(c.var.registration, c.var.flow, 'verify-phone', 'voice')),
  )
