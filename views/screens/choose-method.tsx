import type { Channel } from '../../src/domain/challenge.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

/** "Select the best multi-factor authentication method for you." */
export const ChooseMethod = ({
  token,
  refused,
  outages,
}: {
  token: string
  refused?: Words | null
  outages: readonly Channel[]
}): Screen => ({
  title: text.chooseMethod.title,
  main: (
    <StepMain title={text.chooseMethod.title} stage={{ step: 'choose-method' }} refused={refused}>
      {outages.includes('sms') && outages.includes('voice') && <Note kind="wait">{text.outage.noPhone}</Note>}
      <p>{text.chooseMethod.lead}</p>
      <StepForm action={at('choose-method')} token={token}>
        <Actions>
          <button class="primary" name="method" value="phone" aria-describedby="phone-hint" autofocus={!refused}>
            {text.chooseMethod.phone}
          </button>
        </Actions>
        <p class="hint" id="phone-hint">
          {text.chooseMethod.phoneHint}
        </p>
        <Actions>
          <button name="method" value="email" aria-describedby="email-hint">
            {text.chooseMethod.email}
          </button>
        </Actions>
        <p class="hint" id="email-hint">
          {text.chooseMethod.emailHint}
        </p>
        <p>{text.chooseMethod.note}</p>
      </StepForm>
      <Leave />
    </StepMain>
  ),
})
