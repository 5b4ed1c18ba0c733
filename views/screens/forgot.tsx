import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Props = { token: string; refused?: Words | null; typed?: string }

/** "Forgot password?" */
export const ForgotPassword = ({ token, refused, typed }: Props): Screen => ({
  title: text.recover.password.title,
  main: (
    <StepMain title={text.recover.password.title} refused={refused}>
      <p>{text.recover.password.lead}</p>
      <StepForm action="/auth/forgot-password" token={token}>
        <Field name="username" label={text.recover.password.name} autocomplete="username" value={typed} refused={refused} first />
        <Actions>
          <button class="primary">{text.recover.password.button}</button>
        </Actions>
      </StepForm>
      <p class="hint">{text.recover.password.notRegistered}</p>
      <LeaveTo href="/auth/login" words={text.backToLogIn}>
        <a href="/auth/forgot-username">{text.recover.username.title}</a>
      </LeaveTo>
    </StepMain>
  ),
})

/** @param sent the letter is on its way, if there is somebody to get it */
export const ForgotUsername = ({ token, refused, typed, sent }: Props & { sent?: boolean }): Screen => ({
  title: text.recover.username.title,
  main: (
    <StepMain title={text.recover.username.title} refused={refused}>
      {sent ? <Note kind="good">{text.recover.username.sent}</Note> : <p>{text.recover.username.lead}</p>}
      <StepForm action="/auth/forgot-username" token={token}>
        <Field
          name="email"
          label={text.giveEmail.email}
          inputmode="email"
          autocomplete="email"
          value={typed}
          refused={refused}
          first={!sent}
        />
        <Actions>
          <button class={sent ? undefined : 'primary'}>{text.recover.username.button}</button>
          {sent && (
            <a class="button primary" href="/auth/login">
              {text.backToLogIn}
            </a>
          )}
        </Actions>
      </StepForm>
      {!sent && <LeaveTo href="/auth/login" words={text.backToLogIn} />}
    </StepMain>
  ),
})
