import type { Channel } from '../../src/domain/challenge.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

const METHODS = [
  ['phone', text.chooseMethod.phone, text.chooseMethod.phoneHint],
  ['email', text.chooseMethod.email, text.chooseMethod.emailHint],
] as const

/** "Select the best multi-factor authentication method for you." The first that works is the first to be pressed. */
export const ChooseMethod = ({
  token,
  refused,
  outages,
}: {
  token: string
  refused?: Words | null
  outages: readonly Channel[]
}): Screen => {
  const noPhone = outages.includes('sms') && outages.includes('voice')
  return {
    title: text.chooseMethod.title,
    main: (
      <StepMain title={text.chooseMethod.title} stage={{ step: 'choose-method' }} refused={refused}>
        {noPhone && <Note kind="wait">{text.outage.noPhone}</Note>}
        <p>{text.chooseMethod.lead}</p>
        <StepForm action={at('choose-method')} token={token}>
          {(noPhone ? METHODS.toReversed() : METHODS).map(([method, words, hint], nth) => (
            <>
              <Actions>
                <button
                  class={nth === 0 ? 'primary' : undefined}
                  name="method"
                  value={method}
                  aria-describedby={`${method}-hint`}
                  autofocus={nth === 0 && !refused}
                >
                  {words}
                </button>
              </Actions>
              <p class="hint" id={`${method}-hint`}>
                {hint}
              </p>
            </>
          ))}
          <p>{text.chooseMethod.note}</p>
        </StepForm>
        <Leave />
      </StepMain>
    ),
  }
}
