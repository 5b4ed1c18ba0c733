/** The screens of a proof by phone, the same in every journey. */
import { callOnly } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { CallProgress, type CallProps, FollowCall, goesOn, stateOf } from '../../views/screens/follow-call.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { codeOf } from '../domain/code.ts'
import { apart } from '../domain/extension.ts'
import type { FlowState } from '../journey/ports.ts'
import { codeState, type LivePart, linePartOf } from './code-screens.ts'
import type { AppContext } from './context.ts'

type Phone = Pick<CallProps, 'place' | 'phone' | 'provedAt' | 'token' | 'refused'>

export function phoneScreen(c: AppContext, record: FlowState<unknown>, given: Phone): Screen {
  const phone = behind(record.challenge, given)
  const { delivery, ...state } = codeState(c, record)
  // A call that was confirmed after a text was asked for is confirmed all the same.
  return delivery && (delivery.kind === 'call' || phone.provedAt !== null)
    ? FollowCall({ ...phone, ...state, delivery, code: codeToKey(c, record) })
    : VerifyText({ ...phone, ...state, delivery })
}

/** The part of its screen that is polled: how the call goes, or how far the text has come. */
export function phonePartOf(c: AppContext, record: FlowState<unknown>, given: Phone): LivePart | null {
  const phone = behind(record.challenge, given)
  const { delivery, ...rest } = codeState(c, record)
  if (delivery?.kind !== 'call') return linePartOf(c, record, phone.place)
  const props = { ...phone, ...rest, delivery, code: codeToKey(c, record) }
  const state = stateOf(props)
  return { at: 'call', state, over: !goesOn(state), part: <CallProgress {...props} /> }
}

/** Only a call reaches an extension. */
const behind = (challenge: FlowState<unknown>['challenge'], phone: Phone): Phone =>
  challenge?.extension ? { ...phone, place: callOnly(phone.place) } : phone

/** The number to key into the latest call. It opens nothing when it is typed into a form. */
function codeToKey(c: AppContext, { challenge, codes }: Pick<FlowState<unknown>, 'challenge' | 'codes'>): string | null {
  const latest = codes.findLast((code) => code.channel === 'voice')
  const byPound = c.var.voiceProof === 'pound' && !challenge?.extension
  return byPound || !challenge || !latest ? null : codeOf(c.var.keys, challenge.id, latest.send)
}

/** A number as it was typed, to be shown again; an extension that stood behind it stands in its own field. */
export const phoneTyped = ({ country, number, extension = '' }: Record<string, string | undefined>) =>
  country !== undefined && number !== undefined ? { country, ...apart({ number, extension }) } : undefined
