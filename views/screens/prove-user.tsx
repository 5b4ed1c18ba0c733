import type { Method } from '../../src/domain/flow.ts'
import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Props = {
  kind: Method
  token: string
  refused?: Words | null
  username?: string
  /** Null where browsers are not remembered. */
  remember: { checked: boolean; days: number } | null
  expired?: boolean
}

/** "Login with phone", "Login with email": who it is. */
export const ProveUser = ({ kind, token, refused, username, remember, expired }: Props): Screen => ({
  title: text.proveUser.title[kind],
  main: (
    <StepMain title={text.proveUser.title[kind]} refused={refused}>
      {expired && <Note kind="wait">{text.proveUser.expired}</Note>}
      <StepForm action={`/auth/login/with-${kind}`} token={token}>
        <Field name="username" label={text.proveUser.username} autocomplete="username" value={username} refused={refused} first />
        <Field name="password" label={text.currentUser.password} type="password" autocomplete="current-password" />
        {remember && (
          <label>
            <input type="checkbox" name="remember" value="yes" checked={remember.checked} /> {text.proveUser.remember(remember.days)}
          </label>
        )}
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
