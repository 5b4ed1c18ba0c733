import type { Screen } from '../page.tsx'
import { Actions, at, BOOST, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { CallProps } from './follow-call.tsx'

type Props = Pick<CallProps, 'flow' | 'token' | 'refused'>

/** The number is proved: there is one thing left to do, and htmx does it. */
export const CallConfirmed = ({ flow, token, refused }: Props): Screen => ({
  title: text.verifyPhone.confirmedTitle,
  main: (
    <StepMain title={text.verifyPhone.confirmedTitle} stage={flow} refused={refused}>
      <div id="call" role="status">
        <Note kind="good">{text.verifyPhone.confirmed}</Note>
      </div>
      {refused ? <InVain token={token} refused={refused} /> : <GoOn token={token} />}
    </StepMain>
  ),
})

/** The press of this button completes the registration; htmx presses it. */
const GoOn = ({ token }: { token: string }) => (
  <form method="post" action={at('verify-phone')} hx-boost={BOOST} hx-trigger="load, submit">
    <input type="hidden" name="token" value={token} />
    <Actions>
      <button class="primary" autofocus>
        {text.verifyPhone.continue}
      </button>
    </Actions>
  </form>
)

/** The registration was refused all the same: going on by itself would only be refused again, for ever. */
const InVain = ({ token, refused }: Pick<Props, 'token' | 'refused'>) => (
  <>
    {refused?.emailTaken && (
      <StepForm action={at('give-email/again')} token={token}>
        <Actions>
          <button class="primary">{text.changeEmail}</button>
        </Actions>
      </StepForm>
    )}
    <Leave />
  </>
)
