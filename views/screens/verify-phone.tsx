import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Note } from '../step.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'

/** "For SMS text authentication, enter the verification code received." */
export const VerifyText = ({ phone, ...props }: CodeProps & { phone: string }): Screen =>
  EnterCode({ ...props, title: text.verifyPhone.smsTitle, sent: <Sent phone={phone} {...props} /> })

const Sent = ({ phone, delivery, site }: Pick<CodeProps, 'delivery' | 'site'> & { phone: string }) => {
  const { enter, works } = text.verifyPhone
  if (neverArrived(delivery)) return <Note kind="bad">{whyNot(delivery, site.textsFrom)}</Note>
  return (
    <p>
      {enter(maskPhone(phone))} {works}
    </p>
  )
}

/** What became of a text that never came, and what to do next: what the first button says. */
function whyNot(delivery: Delivery | null, textsFrom: string): string {
  const words = text.verifyPhone
  switch (delivery?.detail) {
    case 'landline':
      return words.landline
    case 'stopped':
      return words.stopped(textsFrom)
    case 'invalid-number':
      return words.noSuchNumber
    case 'special-line':
    case 'suppressed':
      return words.noCodes
    default:
      return delivery?.state === 'expired' ? words.tooLate : words.notSent
  }
}
