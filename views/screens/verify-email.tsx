import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { likelyMeant } from '../../src/domain/email.ts'
import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Note } from '../step.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'

/** "Enter the verification code sent to the email address entered; then click Verify Code." */
export const VerifyEmail = ({ email, ...props }: CodeProps & { email: string }): Screen =>
  EnterCode({ ...props, title: text.verifyEmail.title, sent: <Sent email={email} delivery={props.delivery} /> })

const Sent = ({ email, delivery }: { email: string; delivery: Delivery | null }) => {
  const meant = likelyMeant(email)
  if (neverArrived(delivery)) return <Note kind="bad">{text.verifyEmail.notDelivered}</Note>
  const { sent, onItsWay } = text.verifyEmail
  return (
    <>
      <p>{(delivery?.state === 'due' ? onItsWay : sent)(maskEmail(email))}</p>
      {meant && <Note kind="wait">{text.verifyEmail.meant(meant)}</Note>}
      <p>{text.verifyEmail.works}</p>
    </>
  )
}
