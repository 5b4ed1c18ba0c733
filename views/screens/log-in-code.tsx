import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Note } from '../step.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'

/** The code that lets somebody in by email. */
export const LogInByMail = ({ email, ...props }: CodeProps & { email: string }): Screen =>
  EnterCode({ ...props, title: text.verifyEmail.title, sent: <Sent email={email} delivery={props.delivery} /> })

const Sent = ({ email, delivery }: { email: string; delivery: Delivery | null }) => {
  const { sent, onItsWay } = text.verifyEmail
  if (neverArrived(delivery)) return <Note kind="bad">{text.enterCode.mailNotDelivered}</Note>
  return (
    <>
      <p>{(delivery?.state === 'due' ? onItsWay : sent)(maskEmail(email))}</p>
      <p>{text.enterCode.mailWorks}</p>
    </>
  )
}
