import { Hono } from 'hono'
import { CancelPhoneRequest } from '../../views/screens/lost-phone.tsx'
import { wordsFor } from '../../views/words.ts'
import { cancelPhoneRequest } from '../login/cancel-request.ts'
import { losePhone, proveMailbox, sendMailboxCodeAgain } from '../login/lost-phone.ts'
import { changeNewPhone, giveNewPhone, replacePhone, sendNewPhoneCodeAgain } from '../login/new-phone.ts'
import { leave, show } from './answers.tsx'
import type { AppEnv } from './context.ts'
import { ownToken } from './doors.tsx'
import { cancelRequestForm, codeForm, form, phoneCodeForm, phoneForm } from './forms.tsx'
import { tokenBefore } from './journey.tsx'
import { answerLogin, inLogin } from './login-journey.tsx'

/** Behind the password, for whoever has lost the phone: the request, and a day later the new number. And how anybody who was told cancels it. */
export const lostPhone = new Hono<AppEnv>()
  .post('/login/lost-phone', inLogin, ownToken('login'), async (c) => answerLogin(c, await losePhone(c.var.login, c.var.flow)))

  .post('/login/check-mailbox', inLogin, ownToken('login'), form(codeForm), async (c) =>
    answerLogin(c, await proveMailbox(c.var.login, c.var.flow, c.req.valid('form').code)),
  )
  .post('/login/check-mailbox/new-code', inLogin, ownToken('login'), async (c) =>
    answerLogin(c, await sendMailboxCodeAgain(c.var.login, c.var.flow)),
  )

  .post('/login/new-phone', inLogin, ownToken('login'), form(phoneForm), async (c) => {
    const typed = c.req.valid('form')
    return answerLogin(c, await giveNewPhone(c.var.login, c.var.flow, typed), typed)
  })
  .post('/login/new-phone/again', inLogin, ownToken('login'), async (c) => answerLogin(c, await changeNewPhone(c.var.login, c.var.flow)))

  .post('/login/check-new-phone', inLogin, ownToken('login'), form(phoneCodeForm), async (c) =>
    answerLogin(c, await replacePhone(c.var.login, c.var.flow, c.req.valid('form').code)),
  )
  .post('/login/check-new-phone/new-code', inLogin, ownToken('login'), async (c) =>
    answerLogin(c, await sendNewPhoneCodeAgain(c.var.login, c.var.flow, 'sms')),
  )
  .post('/login/check-new-phone/call-me', inLogin, ownToken('login'), async (c) =>
    answerLogin(c, await sendNewPhoneCodeAgain(c.var.login, c.var.flow, 'voice')),
  )

  .get('/lost-phone/cancel', (c) => show(c, CancelPhoneRequest({ token: tokenBefore(c), cancelled: c.req.query('done') !== undefined })))
  .post('/lost-phone/cancel', ownToken('before'), form(cancelRequestForm), async (c) => {
    const typed = c.req.valid('form')
    if (await cancelPhoneRequest(c.var.login, c.var.visit, typed)) return leave(c, '/auth/lost-phone/cancel?done')
    c.var.facts.refused = 'wrong-cancel-code'
    const refused = wordsFor({ reason: 'wrong-cancel-code' }, c.var.visit.now, c.var.site.support)
    return show(c, CancelPhoneRequest({ token: tokenBefore(c), cancelled: false, username: typed.username, refused }), 422)
  })
