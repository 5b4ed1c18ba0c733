import type { Press } from '../code-place.ts'
import type { Screen } from '../page.tsx'
import { Actions, BOOST, LeaveTo, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import { Presses } from './enter-code.tsx'
import type { CallProps } from './follow-call.tsx'

type Props = Pick<CallProps, 'place' | 'token' | 'refused'>

/** The number is proved: there is one thing left to do, and htmx does it. */
export const CallConfirmed = ({ place, token, refused }: Props): Screen => ({
  title: text.verifyPhone.confirmedTitle,
  main: (
    <StepMain title={text.verifyPhone.confirmedTitle} stage={place.stage} refused={refused}>
      <div id="call" role="status">
        <Note kind="good">{text.verifyPhone.confirmed}</Note>
      </div>
      {refused ? <InVain place={place} token={token} refused={refused} /> : <GoOn place={place} token={token} />}
    </StepMain>
  ),
})

/** The press of this button ends the journey; htmx presses it. */
const GoOn = ({ place, token }: Pick<Props, 'place' | 'token'>) => (
  <form method="post" action={place.self} hx-boost={BOOST} hx-trigger="load, submit">
    <input type="hidden" name="token" value={token} />
    <Actions>
      <button class="primary" autofocus>
        {text.verifyPhone.continue}
      </button>
    </Actions>
  </form>
)

/** It was refused all the same: going on by itself would only be refused again, for ever. */
const InVain = ({ place, token, refused }: Props) => {
  const mend: Press | undefined = refused?.emailTaken ? place.others.find(({ words }) => words === text.changeEmail) : undefined
  return (
    <>
      {mend && (
        <StepForm action={mend.action} token={token}>
          <Actions>
            <Presses all={[mend]} primary />
          </Actions>
        </StepForm>
      )}
      <LeaveTo {...place.leave} />
    </>
  )
}
