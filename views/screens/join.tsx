import type { TypedEntries } from '../../src/domain/newcomer.ts'
import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Props = {
  token: string
  refused: readonly Words[]
  typed: Partial<TypedEntries>
  expired?: boolean
  /** A registration that this browser has begun can be gone on with. */
  begun?: boolean
}

/** "Register here": who has no login yet, but a code from a facility. */
export const Join = ({ token, refused, typed, expired, begun }: Props): Screen => {
  const { join: words } = text
  const field = (name: keyof TypedEntries) => ({ name, value: typed[name], refused: refused.find((each) => each.field === name) })
  return {
    title: words.title,
    main: (
      <StepMain title={words.title} stage={{ step: 'join' }} refused={refused}>
        {expired && <Note kind="wait">{words.expired}</Note>}
        {begun && (
          <Note>
            {words.begun} <a href={at('choose-method')}>{words.goOn}</a>
          </Note>
        )}
        <p>{words.lead}</p>
        <p>{words.halfWay}</p>
        <StepForm action="/auth/join" token={token}>
          <Field
            {...field('registrationCode')}
            label={words.code}
            hint={words.codeHint}
            autocomplete="off"
            autocapitalize="characters"
            first={refused.length === 0}
          />
          <Field {...field('firstName')} label={words.firstName} autocomplete="given-name" autocapitalize="words" />
          <Field {...field('lastName')} label={words.lastName} autocomplete="family-name" autocapitalize="words" />
          <Field {...field('email')} label={words.email} hint={words.emailHint} autocomplete="email" inputmode="email" />
          <Field {...field('npi')} label={words.npi} hint={words.npiHint} autocomplete="off" inputmode="numeric" optional />
          <Field {...field('username')} label={words.username} hint={words.usernameHint} autocomplete="username" />
          <Actions>
            <button class="primary">{words.button}</button>
          </Actions>
        </StepForm>
        <p class="leave">
          <a href={at()}>{words.haveLogin}</a> <a href="/auth/login">{text.backToLogIn}</a>
        </p>
      </StepMain>
    ),
  }
}
