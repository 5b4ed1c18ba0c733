import type { Challenge } from '../../src/domain/challenge.ts'
import { type Delivery, type DeliveryState, isOver } from '../../src/domain/delivery.ts'
import type { FlowAt } from '../../src/domain/flow.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import { CALL_PATIENCE } from '../../src/domain/policy.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, BOOST, Leave, Mark, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { WaitForAnother } from './code-entry.tsx'
import { ChangeTakenEmail } from './verify-phone.tsx'

type Props = {
  flow: FlowAt<'verify-phone'>
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
export const FollowCall = (props: Props): Screen => {
  const call = progressOf(props)
  return {
    title: text.verifyPhone.callTitle,
    refresh: call.over ? undefined : REFRESH_SECONDS,
    main: (
      <StepMain title={text.verifyPhone.callTitle} stage={props.flow} refused={props.refused} read={!call.confirmed}>
        <div role="status">
          <CallProgress {...props} />
        </div>
        {!call.confirmed && (
          <StepForm action={at('verify-phone/call-me')} token={props.token}>
            <WaitForAnother challenge={props.challenge} delivery={props.delivery} now={props.now} asked="call" />
            <Actions>
              <button class={call.over ? 'primary' : undefined}>{text.verifyPhone.callAgain}</button>
              <button formaction={at('verify-phone/new-code')}>{text.verifyPhone.textMe}</button>
              <button formaction={at('give-phone/again')}>{text.verifyPhone.changeNumber}</button>
              <ChangeTakenEmail refused={props.refused} />
            </Actions>
          </StepForm>
        )}
        {call.confirmed && <ConfirmedInVain token={props.token} refused={props.refused} />}
        <Leave>{!call.over && <a href={at('verify-phone')}>{text.verifyPhone.checkAgain}</a>}</Leave>
      </StepMain>
    ),
  }
}

/** The part that is polled. It asks again until the call is over, and goes on by itself once it is confirmed. */
export const CallProgress = (props: Props) => {
  const call = progressOf(props)
  const again = call.over
    ? {}
    : { 'hx-get': at(`verify-phone/call?seen=${call.state}`), 'hx-trigger': `every ${POLL_SECONDS}s`, 'hx-swap': 'outerHTML' }
  return (
    <div id="call" {...again}>
      {!call.over && <WhatToKey phone={props.flow.phone} code={props.code} />}
      <p class={call.confirmed ? 'note ok' : call.over ? 'alert' : 'note'}>
        <Mark kind={call.confirmed ? 'good' : call.over ? 'bad' : 'wait'} />
        {call.words}
      </p>
      {call.confirmed && !props.refused && <GoOn token={props.token} />}
    </div>
  )
}

const WhatToKey = ({ phone, code }: { phone: string; code: string | null }) => (
  <>
    <p>{text.verifyPhone.calling(maskPhone(phone))}</p>
    <p>{code === null ? text.verifyPhone.pressPound : text.verifyPhone.keyIn}</p>
    {code !== null && <p class="big">{code}</p>}
  </>
)

/** The press of this button completes the registration; htmx presses it. */
const GoOn = ({ token }: { token: string }) => (
  <form method="post" action={at('verify-phone')} hx-boost={BOOST} hx-trigger="load, submit">
    <input type="hidden" name="token" value={token} />
    <button class="primary" autofocus>
      {text.verifyPhone.continue}
    </button>
  </form>
)

/** The number is proved, and the registration was refused all the same: going on by itself would only be refused again, for ever. */
const ConfirmedInVain = ({ token, refused }: Pick<Props, 'token' | 'refused'>) =>
  refused?.emailTaken ? (
    <StepForm action={at('give-email/again')} token={token}>
      <Actions>
        <button class="primary">{text.changeEmail}</button>
      </Actions>
    </StepForm>
  ) : null

type Progress = { state: DeliveryState | 'silent'; words: string; over: boolean; confirmed: boolean }

/** The state in words. A call of which nothing was heard for long is over for the screen, and may still be confirmed. */
export function progressOf({ flow, delivery, code, now }: Pick<Props, 'flow' | 'delivery' | 'code' | 'now'>): Progress {
  const state = flow.phoneProvedAt !== null ? 'confirmed' : delivery.state
  const silent = !isOver(state) && now - delivery.createdAt > CALL_PATIENCE
  const words = text.verifyPhone.states
  if (silent) return { state: 'silent', words: words.silent, over: true, confirmed: false }
  if (state === 'asked' && code === null) return { state, words: words.askedPound, over: false, confirmed: false }
  return {
    state,
    words: state in words ? words[state as keyof typeof words] : words.sent,
    over: isOver(state),
    confirmed: state === 'confirmed',
  }
}
