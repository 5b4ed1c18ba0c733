import { type FlowAt, isJoin } from '../../src/domain/flow.ts'
import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Props = { flow: FlowAt<'set-password'>; token: string; refused?: Words | null; username?: string }

/** "Enter a new password, confirm the password, and click Create." */
export const SetPassword = ({ flow, token, refused, username }: Props): Screen => {
  const name = username ?? flow.username
  // Whoever joins chooses their own: another one where somebody has it.
  const asksName = isJoin(flow.id) && (flow.usernameTaken || refused?.field === 'username')
  return {
    title: text.setPassword.title,
    main: (
      <StepMain title={text.setPassword.title} stage={flow} refused={refused}>
        {!refused && <Note kind="good">{flow.resumed ? text.setPassword.resumed(flow.email) : text.setPassword.verified(flow.email)}</Note>}
        <p>{isJoin(flow.id) ? text.setPassword.logsIn(name) : text.setPassword.replaces}</p>
        <StepForm action={at('set-password')} token={token}>
          {asksName ? (
            <Field
              name="username"
              label={text.join.username}
              hint={text.join.usernameHint}
              autocomplete="username"
              value={name}
              refused={refused}
              first
            />
          ) : (
            <input type="hidden" name="username" autocomplete="username" value={name} />
          )}
          <Field
            name="password"
            label={text.setPassword.password}
            hint={text.setPassword.rule(flow.method)}
            type="password"
            autocomplete="new-password"
            refused={refused}
            first={!asksName}
          />
          <Field name="again" label={text.setPassword.again} type="password" autocomplete="new-password" refused={refused} />
          <p data-show={text.setPassword.show} data-hide={text.setPassword.hide} />
          <Actions>
            <button class="primary">{text.setPassword.button}</button>
            <button formaction={at('give-email/again')} formnovalidate>
              {text.changeEmail}
            </button>
          </Actions>
        </StepForm>
        <Leave />
      </StepMain>
    ),
  }
}
