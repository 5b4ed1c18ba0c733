import type { Challenge } from '../../src/domain/challenge.ts'
import { type Delivery, type DeliveryState, isOver } from '../../src/domain/delivery.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import { CALL_PATIENCE } from '../../src/domain/policy.ts'
import type { CodePlace, Press } from '../code-place.ts'
import { lastIfOut } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CallConfirmed } from './call-confirmed.tsx'
import { CallOver } from './call-over.tsx'
import { WaitForAnother } from './code-entry.tsx'
import { type CodeProps, othersAt, Presses } from './enter-code.tsx'

export type CallProps = Pick<CodeProps, 'site' | 'outages'> & {
  place: CodePlace
  /** E.164 */
  phone: string
  /** When a call proved it. */
  provedAt: number | null
  challenge: Challenge | null
  delivery: Delivery
  /** What is to be keyed in; null where the pound key alone is asked for. */
  code: string | null
  token: string
  now: number
  refused?: Words | null
}

/** How often the screen asks how the call goes, in seconds: by htmx, and without it by a page refresh. */
const POLL_SECONDS = 2
const REFRESH_SECONDS = 8

/** "The user will receive a phone call and will be prompted to press the # key." The screen follows the call. */
export function FollowCall(props: CallProps): Screen {
  const state = stateOf(props)
  if (state === 'confirmed') return CallConfirmed(props)
  return hasEnded(state) ? CallOver({ ...props, ended: state }) : CallGoesOn(props)
}

const CallGoesOn = (props: CallProps): Screen => ({
  title: text.verifyPhone.callTitle,
  refresh: REFRESH_SECONDS,
  main: (
    <StepMain title={text.verifyPhone.callTitle} stage={props.place.stage} refused={props.refused} read>
      <div role="status">
        <CallProgress {...props} />
      </div>
      <StepForm action={props.place.callMe?.action ?? props.place.self} token={props.token}>
        <WaitForAnother
          challenge={props.challenge}
          delivery={props.delivery}
          now={props.now}
          asked={props.place.newCode ? 'call' : 'callOnly'}
        />
        <Actions>
          <Presses all={lastIfOut(callPresses(props), props.outages)} />
        </Actions>
      </StepForm>
      <LeaveTo {...props.place.leave}>
        <a href={props.place.self}>{text.verifyPhone.checkAgain}</a>
      </LeaveTo>
    </StepMain>
  ),
})

/** What can be pressed while a call goes on, or after it: calling again, a text instead, another number or way. */
const callPresses = ({ place, outages }: CallProps): Press[] => [...callAgain(place), ...textInstead(place), ...othersAt(place, outages)]

export const callAgain = ({ callMe }: CodePlace): Press[] => (callMe ? [{ ...callMe, words: text.verifyPhone.callAgain }] : [])
export const textInstead = ({ newCode }: CodePlace): Press[] => (newCode ? [{ ...newCode, words: text.verifyPhone.textMe }] : [])

/** The part that is polled while the call goes on. Once that is over, the answer is the whole next screen. */
export const CallProgress = (props: CallProps) => {
  const state = stateOf(props)
  return (
    <div id="call" hx-get={`${props.place.self}/call?seen=${state}`} hx-trigger={`every ${POLL_SECONDS}s`} hx-swap="outerHTML">
      <p>{text.verifyPhone.calling(maskPhone(props.phone, props.challenge?.extension ?? null))}</p>
      <p>
        {props.code === null ? text.verifyPhone.pressPound : props.place.newCode ? text.verifyPhone.keyIn : text.verifyPhone.keyInBehind}
      </p>
      {props.code !== null && <p class="big">{props.code}</p>}
      <Note kind="wait">{wordsOf(state, props.code, props.place.newCode === null)}</Note>
    </div>
  )
}

function wordsOf(state: CallState, code: string | null, behind: boolean): string {
  const words = { ...text.verifyPhone.states, ...(behind ? text.verifyPhone.statesBehind : {}) }
  if (state === 'asked' && code === null) return words.askedPound
  return state in words ? words[state as keyof typeof words] : words.sent
}

export type Ended = keyof typeof text.verifyPhone.ended
export type CallState = DeliveryState | 'silent'

const hasEnded = (state: CallState): state is Ended => state in text.verifyPhone.ended

export const goesOn = (state: CallState): boolean => state !== 'confirmed' && !hasEnded(state)

/** A call of which nothing was heard for long is over for the screen, and may still be confirmed. */
export function stateOf({ provedAt, delivery, now }: Pick<CallProps, 'provedAt' | 'delivery' | 'now'>): CallState {
  if (provedAt !== null) return 'confirmed'
  return !isOver(delivery.state) && now - delivery.createdAt > CALL_PATIENCE ? 'silent' : delivery.state
}
