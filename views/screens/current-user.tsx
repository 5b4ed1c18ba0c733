import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

/** "Enter your current username and password and click Login." */
export const CurrentUser = (props: { token: string; refused?: Words | null; username?: string; expired?: boolean }): Screen => ({
  title: text.currentUser.title,
  main: (
    <StepMain title={text.currentUser.title} stage={{ step: 'log-in' }} refused={props.refused}>
      {props.expired && <Note kind="wait">{text.currentUser.expired}</Note>}
      <p>{text.currentUser.lead}</p>
      <StepForm action={at()} token={props.token}>
        <Field
          name="username"
          label={text.currentUser.username}
          autocomplete="username"
          value={props.username}
          refused={props.refused}
          first
        />
        <Field name="password" label={text.currentUser.password} type="password" autocomplete="current-password" />
        <Actions>
          <button class="primary">{text.currentUser.button}</button>
        </Actions>
      </StepForm>
      <p class="leave">
        <a href="/auth/forgot-password">{text.currentUser.forgot}</a> <a href="/auth/login">{text.backToLogIn}</a>
      </p>
    </StepMain>
  ),
})
