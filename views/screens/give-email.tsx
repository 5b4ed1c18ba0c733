import type { Channel } from '../../src/domain/challenge.ts'
import { likelyMeant } from '../../src/domain/email.ts'
import type { FlowAt } from '../../src/domain/flow.ts'
import { Field } from '../field.tsx'
import { Outage } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Props = {
  flow: FlowAt<'give-email'>
  token: string
  refused?: Words | null
  typed?: string
  outages: readonly Channel[]
  support: string
}

/** "Enter your work email address, then click Send Verification Code." Whoever comes back to a likely slip finds it corrected. */
export const GiveEmail = ({ flow, token, refused, typed, outages, support }: Props): Screen => {
  const before = flow.email ?? ''
  const meant = typed === undefined ? likelyMeant(before) : null
  return {
    title: text.giveEmail.title,
    main: (
      <StepMain title={text.giveEmail.title} stage={flow} refused={refused}>
        <Outage out={outages} kind="email" support={support} />
        <p>{text.giveEmail.lead}</p>
        <StepForm action={at('give-email')} token={token}>
          <Field
            name="email"
            label={text.giveEmail.email}
            hint={meant ? text.giveEmail.corrected(before) : undefined}
            type="text"
            inputmode="email"
            autocomplete="email"
            value={typed ?? meant ?? before}
            refused={refused}
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
  }
}
