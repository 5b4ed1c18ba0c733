import { maskEmail } from '../../src/domain/mask.ts'
import { haveMyPhone, mailboxOfLostPhone } from '../code-place.ts'
import { Field } from '../field.tsx'
import { inZone } from '../messages/in-zone.ts'
import { CANCEL_PATH } from '../messages/lost-phone.ts'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { type CodeProps, EnterCode, Presses } from './enter-code.tsx'
import { NoMail, whyNoMail } from './no-mail.tsx'
import { PhoneForm, type PhoneFormProps } from './phone-form.tsx'

const toLogIn = <LeaveTo href="/auth/login" words={text.backToLogIn} />

/** The password was shown; the mailbox is shown next, in place of the phone. */
export const CheckLostMailbox = ({ email, ...props }: Omit<CodeProps, 'place'> & { email: string }): Screen =>
  EnterCode({ ...props, place: mailboxOfLostPhone, title: text.verifyEmail.title, sent: <Sent email={email} {...props} /> })

const Sent = ({ email, delivery, site }: Pick<CodeProps, 'delivery' | 'site'> & { email: string }) => {
  const why = whyNoMail(delivery)
  if (why) return <NoMail why={why} elsewhere={text.enterCode.ask(site.support)} />
  return (
    <>
      <p>{text.verifyEmail.enter(maskEmail(email))}</p>
      <p>{text.lostPhone.why}</p>
      <p>{text.enterCode.mailWorks}</p>
    </>
  )
}

type Requested = { from: number | null; timeZone: string; language: string; support: string; token: string; refused?: Words | null }

/** There is a request: from when on it can be finished, and how. Where it was cancelled since, that is said. */
export const PhoneRequested = ({ from, timeZone, language, support, token, refused }: Requested): Screen => {
  const words = from === null ? text.lostPhone.over : text.lostPhone.requested
  return {
    title: words.title,
    main: (
      <StepMain title={words.title} refused={refused} read>
        {from === null ? (
          <p>{text.lostPhone.over.lead}</p>
        ) : (
          <>
            <p>{text.lostPhone.requested.from(inZone(from, timeZone, language))}</p>
            <p>{text.lostPhone.requested.told}</p>
            <p>{text.lostPhone.requested.sooner(support)}</p>
          </>
        )}
        <StepForm action={haveMyPhone.action} token={token}>
          <Actions>
            {from !== null && (
              <a class="button primary" href="/auth/login">
                {text.backToLogIn}
              </a>
            )}
            <Presses all={[haveMyPhone]} primary={from === null} />
          </Actions>
        </StepForm>
        {from === null && toLogIn}
      </StepMain>
    ),
  }
}

/** A day has passed, and the password and the mailbox were shown again. */
export const NewPhone = (form: Omit<PhoneFormProps, 'action' | 'other'>): Screen => ({
  title: text.lostPhone.newPhone.title,
  main: (
    <StepMain title={text.lostPhone.newPhone.title} refused={form.refused}>
      <p>{text.lostPhone.newPhone.lead}</p>
      <PhoneForm {...form} action="/auth/login/new-phone" other={haveMyPhone} />
      {toLogIn}
    </StepMain>
  ),
})

type Cancel = { token: string; cancelled: boolean; username?: string; refused?: Words | null }

/** For whoever was told of a request and did not make it. */
export const CancelPhoneRequest = ({ token, cancelled, username, refused }: Cancel): Screen => {
  const words = text.lostPhone.cancel
  if (cancelled) return { title: words.doneTitle, main: <Cancelled /> }
  return {
    title: words.title,
    main: (
      <StepMain title={words.title} refused={refused}>
        <p>{words.lead}</p>
        <StepForm action={CANCEL_PATH} token={token}>
          <Field name="username" label={text.proveUser.username} autocomplete="username" value={username ?? ''} refused={refused} first />
          <Field
            name="code"
            label={words.code}
            hint={words.codeHint}
            class="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            refused={refused}
          />
          <Actions>
            <button class="primary">{words.button}</button>
          </Actions>
        </StepForm>
        {toLogIn}
      </StepMain>
    ),
  }
}

const Cancelled = () => (
  <StepMain title={text.lostPhone.cancel.doneTitle} read>
    <Note kind="good">{text.lostPhone.cancel.done}</Note>
    <p>{text.lostPhone.cancel.next}</p>
    <Actions>
      <a class="button primary" href="/auth/forgot-password">
        {text.lostPhone.cancel.change}
      </a>
    </Actions>
    {toLogIn}
  </StepMain>
)
