import type { FlowAt } from '../../src/domain/flow.ts'
import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

/** "Enter your work email address, then click Send Verification Code." */
export const GiveEmail = (props: { flow: FlowAt<'give-email'>; token: string; refused?: Words | null; typed?: string }): Screen => ({
  title: text.giveEmail.title,
  main: (
    <StepMain title={text.giveEmail.title} stage={props.flow} refused={props.refused}>
      <p>{text.giveEmail.lead}</p>
      <StepForm action={at('give-email')} token={props.token}>
        <Field
          name="email"
          label={text.giveEmail.email}
          type="text"
          inputmode="email"
          autocomplete="email"
          value={props.typed ?? props.flow.email ?? ''}
          refused={props.refused}
          first
        />
        <Actions>
          <button class="primary">{text.giveEmail.button}</button>
          <button formaction={at('choose-method/again')} formnovalidate>
            {text.back}
          </button>
        </Actions>
      </StepForm>
      <Leave />
    </StepMain>
  ),
})
