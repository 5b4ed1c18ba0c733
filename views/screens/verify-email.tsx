import type { Delivery } from '../../src/domain/delivery.ts'
import { likelyMeant } from '../../src/domain/email.ts'
import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Note } from '../step.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'
import { NoMail, whyNoMail } from './no-mail.tsx'

/** "Enter the verification code sent to the email address entered; then click Verify Code." */
export const VerifyEmail = ({ email, ...props }: CodeProps & { email: string }): Screen =>
  EnterCode({ ...props, title: text.verifyEmail.title, sent: <Sent email={email} delivery={props.delivery} /> })

const Sent = ({ email, delivery }: { email: string; delivery: Delivery | null }) => {
  const meant = likelyMeant(email)
  const why = whyNoMail(delivery)
  if (why) return <NoMail why={why} />
  return (
    <>
      <p>{text.verifyEmail.enter(maskEmail(email))}</p>
      {meant && <Note kind="wait">{text.verifyEmail.meant(meant)}</Note>}
      <p>{text.verifyEmail.works}</p>
    </>
  )
}
