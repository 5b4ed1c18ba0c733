import { maskEmail } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'
import { NoMail, whyNoMail } from './no-mail.tsx'

/** The code that lets somebody in by email. */
export const LogInByMail = ({ email, ...props }: CodeProps & { email: string }): Screen =>
  EnterCode({ ...props, title: text.verifyEmail.title, sent: <Sent email={email} {...props} /> })

const Sent = ({ email, delivery, place, site }: Pick<CodeProps, 'delivery' | 'place' | 'site'> & { email: string }) => {
  const { tryAnotherWay, ask } = text.enterCode
  const why = whyNoMail(delivery)
  if (why) return <NoMail why={why} elsewhere={place.otherWay ? tryAnotherWay : ask(site.support)} />
  return (
    <>
      <p>{text.verifyEmail.enter(maskEmail(email))}</p>
      <p>{text.enterCode.mailWorks}</p>
    </>
  )
}
