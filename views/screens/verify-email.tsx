import type { Challenge } from '../../src/domain/challenge.ts'
import type { Delivery } from '../../src/domain/delivery.ts'
import { likelyMeant } from '../../src/domain/email.ts'
import type { FlowAt } from '../../src/domain/flow.ts'
import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CodeField, WaitForAnother } from './code-entry.tsx'

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
      <StepForm action={at('verify-email')} token={token}>
        <CodeField challenge={challenge} refused={refused} />
        <WaitForAnother challenge={challenge} now={now} />
        <Actions>
          <button class="primary">{text.verify}</button>
          <button formaction={at('verify-email/new-code')} formnovalidate>
            {text.newCode}
          </button>
          <button formaction={at('give-email/again')} formnovalidate>
            {text.change}
          </button>
        </Actions>
      </StepForm>
      <Leave />
    </StepMain>
  ),
})

const Sent = ({ email, delivery }: { email: string; delivery: Delivery | null }) => {
  const meant = likelyMeant(email)
  if (delivery?.state === 'refused' || delivery?.state === 'failed') return <Note kind="bad">{text.verifyEmail.notDelivered}</Note>
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
