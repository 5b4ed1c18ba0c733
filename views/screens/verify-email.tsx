import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { likelyMeant } from '../../src/domain/email.ts'
import type { FlowAt } from '../../src/domain/flow.ts'
import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CodeField, nothingToEnter, WaitForAnother } from './code-entry.tsx'

type Props = {
  flow: FlowAt<'verify-email'>
  challenge: Challenge | null
  delivery: Delivery | null
  token: string
  now: number
  refused?: Words | null
}

/** "Enter the verification code sent to the email address entered; then click Verify Code." */
export const VerifyEmail = ({ flow, challenge, delivery, token, now, refused }: Props): Screen => ({
  title: text.verifyEmail.title,
  main: (
    <StepMain title={text.verifyEmail.title} stage={flow} refused={refused}>
      <Sent email={flow.email} delivery={delivery} />
      {nothingToEnter(challenge, delivery) ? (
        <StepForm action={at('give-email/again')} token={token}>
          <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
          <Actions>
            <button class="primary">{text.changeEmail}</button>
            {challenge && triesLeft(challenge) > 0 && <button formaction={at('verify-email/new-code')}>{text.newCode}</button>}
          </Actions>
        </StepForm>
      ) : (
        <StepForm action={at('verify-email')} token={token}>
          <CodeField challenge={challenge} refused={refused} />
          <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
          <Actions>
            <button class="primary">{text.verify}</button>
            <button formaction={at('verify-email/new-code')} formnovalidate>
              {text.newCode}
            </button>
            <button formaction={at('give-email/again')} formnovalidate>
              {text.changeEmail}
            </button>
          </Actions>
        </StepForm>
      )}
      <Leave />
    </StepMain>
  ),
})

const Sent = ({ email, delivery }: { email: string; delivery: Delivery | null }) => {
  const meant = likelyMeant(email)
  if (neverArrived(delivery)) return <Note kind="bad">{text.verifyEmail.notDelivered}</Note>
  const { sent, onItsWay } = text.verifyEmail
  return (
    <>
      <p>{(delivery?.state === 'due' ? onItsWay : sent)(maskEmail(email))}</p>
      {delivery?.state === 'delayed' && <Note kind="wait">{text.verifyEmail.delayed}</Note>}
      {meant && <Note kind="wait">{text.verifyEmail.meant(meant)}</Note>}
      <p>{text.verifyEmail.works}</p>
    </>
  )
}
