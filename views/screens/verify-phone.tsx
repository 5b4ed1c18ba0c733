import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import type { FlowAt } from '../../src/domain/flow.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CodeField, nothingToEnter, WaitForAnother } from './code-entry.tsx'

type Props = {
  flow: FlowAt<'verify-phone'>
  challenge: Challenge | null
  delivery: Delivery | null
  token: string
  now: number
  refused?: Words | null
}

/** "For SMS text authentication, enter the verification code received." */
export const VerifyText = ({ flow, challenge, delivery, token, now, refused }: Props): Screen => ({
  title: text.verifyPhone.smsTitle,
  main: (
    <StepMain title={text.verifyPhone.smsTitle} stage={flow} refused={refused}>
      <Sent phone={flow.phone} delivery={delivery} />
      {nothingToEnter(challenge, delivery) ? (
        <NextWay challenge={challenge} delivery={delivery} now={now} token={token} />
      ) : (
        <StepForm action={at('verify-phone')} token={token}>
          <CodeField challenge={challenge} refused={refused} />
          <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
          <Actions>
            <button class="primary">{text.verify}</button>
            <button formaction={at('verify-phone/new-code')} formnovalidate>
              {text.newCode}
            </button>
            <button formaction={at('verify-phone/call-me')} formnovalidate>
              {text.verifyPhone.callMe}
            </button>
            <button formaction={at('give-phone/again')} formnovalidate>
              {text.verifyPhone.changeNumber}
            </button>
            <ChangeTakenEmail refused={refused} />
          </Actions>
        </StepForm>
      )}
      <Leave />
    </StepMain>
  ),
})

/** The text never came, or its code is dead: what helps stands first. */
const NextWay = ({ challenge, delivery, now, token }: Pick<Props, 'challenge' | 'delivery' | 'now' | 'token'>) => {
  const change = (primary: boolean) => (
    <button class={primary ? 'primary' : undefined} formaction={at('give-phone/again')}>
      {text.verifyPhone.changeNumber}
    </button>
  )
  const again = challenge !== null && triesLeft(challenge) > 0
  // A number that does not exist can't be called either.
  const callFirst = again && delivery?.detail !== 'invalid-number'
  return (
    <StepForm action={at(callFirst ? 'verify-phone/call-me' : 'give-phone/again')} token={token}>
      <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
      <Actions>
        {!callFirst && change(true)}
        {again && (
          <button class={callFirst ? 'primary' : undefined} formaction={at('verify-phone/call-me')}>
            {text.verifyPhone.callMe}
          </button>
        )}
        {callFirst && change(false)}
        {again && <button formaction={at('verify-phone/new-code')}>{text.newCode}</button>}
      </Actions>
    </StepForm>
  )
}

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

/** Offered only where somebody else confirmed the address in the meantime. */
export const ChangeTakenEmail = ({ refused }: { refused?: Words | null }) =>
  refused?.emailTaken ? (
    <button formaction={at('give-email/again')} formnovalidate>
      {text.changeEmail}
    </button>
  ) : null
