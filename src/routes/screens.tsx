import { emailOfRegistration, phoneOfRegistration } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { ChooseMethod } from '../../views/screens/choose-method.tsx'
import { GiveEmail } from '../../views/screens/give-email.tsx'
import { GivePhone } from '../../views/screens/give-phone.tsx'
import { SetPassword } from '../../views/screens/set-password.tsx'
import { VerifyEmail } from '../../views/screens/verify-email.tsx'
import { wordsFor } from '../../views/words.ts'
import type { Flow, FlowAt } from '../domain/flow.ts'
import type { Refusal } from '../domain/refusal.ts'
import { whyStuck } from '../journey/verify-code.ts'
import type { FlowRecord } from '../registration/ports.ts'
import { codeState, type LivePart, linePartOf } from './code-screens.ts'
import type { AppContext } from './context.ts'
import { formToken } from './doors.tsx'
import { phonePartOf, phoneScreen, phoneTyped } from './phone-screens.tsx'

type Typed = Record<string, string | undefined>

/** The screen of the step that a flow has reached. */
export function screenOf(c: AppContext, record: FlowRecord, refusal: Refusal | null, typed: Typed = {}): Screen {
  const { flow, delivery, outages } = record
  const { now } = c.var.visit
  // A number that a call has proved needs no code any more.
  const proved = flow.step === 'verify-phone' && flow.phoneProvedAt !== null
  const disowned: Refusal | null = flow.step === 'give-phone' && delivery?.state === 'not-asked' ? { reason: 'call-not-asked' } : null
  const standing = refusal ?? disowned ?? (proved ? null : whyStuck(record))
  const refused = standing && wordsFor(standing, now, c.var.site.support)
  const token = formToken(c, 'flow', flow.id)
  switch (flow.step) {
    case 'choose-method':
      return ChooseMethod({ token, refused, outages })
    case 'give-email':
      return GiveEmail({ flow, token, refused, outages, support: c.var.site.support, typed: typed.email })
    case 'verify-email':
      return VerifyEmail({ place: emailOfRegistration(flow.method), email: flow.email, ...codeState(c, record), token, refused })
    case 'set-password':
      return SetPassword({ flow, token, refused: refused ?? takenName(c, flow), username: typed.username })
    case 'give-phone':
      return GivePhone({ flow, token, refused, outages, support: c.var.site.support, countries: c.var.countries, typed: phoneTyped(typed) })
    case 'verify-phone':
      return phoneScreen(c, record, {
        place: phoneOfRegistration(flow.method, refused?.emailTaken ?? false),
        token,
        refused,
        ...phoneOf(flow),
      })
    case 'registered':
      throw new TypeError('a registered flow has no screen')
  }
}

/** Whoever joined learns that the username is somebody else's once the address is theirs, and no sooner. */
const takenName = (c: AppContext, flow: FlowAt<'set-password'>) =>
  flow.usernameTaken ? wordsFor({ reason: 'username-taken' }, c.var.visit.now, c.var.site.support) : null

/** What is polled at a step of the registration; null where there is nothing to follow. */
export function livePart(c: AppContext, record: FlowRecord): LivePart | null {
  const { flow } = record
  if (flow.step === 'verify-email') return linePartOf(c, record, emailOfRegistration(flow.method))
  if (flow.step !== 'verify-phone') return null
  const place = phoneOfRegistration(flow.method, false)
  return phonePartOf(c, record, { place, token: formToken(c, 'flow', flow.id), ...phoneOf(flow) })
}

const phoneOf = ({ phone, phoneProvedAt }: FlowAt<'verify-phone'>) => ({ phone, provedAt: phoneProvedAt })

/** Where a flow stands, as a path. */
export const pathOf = (flow: Flow): string => (flow.step === 'registered' ? '/' : `/auth/register/${flow.step}`)
