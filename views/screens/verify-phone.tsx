import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Note } from '../step.tsx'
import { text } from '../text.ts'
import { type CodeProps, EnterCode } from './enter-code.tsx'

/** "For SMS text authentication, enter the verification code received." */
export const VerifyText = ({ phone, ...props }: CodeProps & { phone: string }): Screen =>
  EnterCode({ ...props, title: text.verifyPhone.smsTitle, sent: <Sent phone={phone} delivery={props.delivery} /> })

const Sent = ({ phone, delivery }: { phone: string; delivery: Delivery | null }) => {
  if (delivery?.detail === 'landline') return <Note kind="bad">{text.verifyPhone.landline}</Note>
  if (delivery?.detail === 'stopped') return <Note kind="bad">{text.verifyPhone.stopped}</Note>
  if (neverArrived(delivery)) return <Note kind="bad">{text.verifyPhone.notSent}</Note>
  if (delivery?.state === 'uncertain') return <Note kind="wait">{text.verifyPhone.uncertain}</Note>
  const { sent, onItsWay, works } = text.verifyPhone
  return (
    <p>
      {(delivery?.state === 'due' ? onItsWay : sent)(maskPhone(phone))} {works}
    </p>
  )
}
