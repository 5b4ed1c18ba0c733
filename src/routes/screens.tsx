import type { HtmlEscapedString } from 'hono/utils/html'
import type { Screen } from '../../views/page.tsx'
import { ChooseMethod } from '../../views/screens/choose-method.tsx'
import { CallProgress, FollowCall, goesOn, stateOf } from '../../views/screens/follow-call.tsx'
import { GiveEmail } from '../../views/screens/give-email.tsx'
import { GivePhone } from '../../views/screens/give-phone.tsx'
import { SetPassword } from '../../views/screens/set-password.tsx'
import { VerifyEmail } from '../../views/screens/verify-email.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { wordsFor } from '../../views/words.ts'
import { codeOf } from '../domain/code.ts'
import type { Flow } from '../domain/flow.ts'
import type { Refusal } from '../domain/refusal.ts'
import { whyStuck } from '../journey/verify-code.ts'
import type { FlowRecord } from '../registration/ports.ts'
import type { AppContext } from './context.ts'
import { formToken } from './doors.tsx'

type Typed = Record<string, string | undefined>

/** The screen of the step that a flow has reached. */
export function screenOf(c: AppContext, record: FlowRecord, refusal: Refusal | null, typed: Typed = {}): Screen {
  const { flow, challenge, delivery } = record
  const { now } = c.var.visit
  // A number that a call has proved needs no code any more.
  const proved = flow.step === 'verify-phone' && flow.phoneProvedAt !== null
  const standing = refusal ?? (proved ? null : whyStuck(record))
  const refused = standing && wordsFor(standing, now, c.var.site.support)
  const token = formToken(c, 'flow', flow.id)
  switch (flow.step) {
    case 'choose-method':
      return ChooseMethod({ token, refused })
    case 'give-email':
      return GiveEmail({ flow, token, refused, typed: typed.email })
    case 'verify-email':
      return VerifyEmail({ flow, challenge, delivery, token, now, refused })
    case 'set-password':
      return SetPassword({ flow, token, refused })
    case 'give-phone':
      return GivePhone({ flow, token, refused, countries: c.var.countries, typed: phoneTyped(typed) })
    case 'verify-phone':
      // A call that was confirmed after a text was asked for is confirmed all the same.
      return delivery && (delivery.kind === 'call' || flow.phoneProvedAt !== null)
        ? FollowCall({ flow, challenge, delivery, code: codeToKey(c, record), token, now, refused })
        : VerifyText({ flow, challenge, delivery, token, now, refused })
    case 'registered':
      throw new TypeError('a registered flow has no screen')
  }
}

/** The part of the call's screen that is polled, and how the call goes; null where there is no call to follow. */
export function callPart(
  c: AppContext,
  record: FlowRecord,
): { state: string; over: boolean; part: HtmlEscapedString | Promise<HtmlEscapedString> } | null {
  const { flow, challenge, delivery } = record
  if (flow.step !== 'verify-phone' || delivery?.kind !== 'call') return null
  const props = { flow, challenge, delivery, code: codeToKey(c, record), token: formToken(c, 'flow', flow.id), now: c.var.visit.now }
  const state = stateOf(props)
  return { state, over: !goesOn(state), part: <CallProgress {...props} /> }
}

/** The number to key into the latest call. It opens nothing when it is typed into a form. */
function codeToKey(c: AppContext, { challenge, codes }: FlowRecord): string | null {
  const latest = codes.findLast((code) => code.channel === 'voice')
  return c.var.voiceProof === 'pound' || !challenge || !latest ? null : codeOf(c.var.keys, challenge.id, latest.send)
}

const phoneTyped = ({ country, number }: Typed) => (country !== undefined && number !== undefined ? { country, number } : undefined)

/** Where a flow stands, as a path. */
export const pathOf = (flow: Flow): string => (flow.step === 'registered' ? '/' : `/auth/register/${flow.step}`)
