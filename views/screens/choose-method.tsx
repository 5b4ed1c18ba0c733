import type { Channel } from '../../src/domain/challenge.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

type Method = readonly [name: 'phone' | 'email', words: string, hint: string]

/** The first that works is the first to be pressed, and nobody is told to prefer a phone while none can be reached. */
function methods(noPhone: boolean): Method[] {
  const { phone, phoneHint, email, emailHint, emailForNow } = text.chooseMethod
  const byPhone = ['phone', phone, phoneHint] as const
  return noPhone ? [['email', email, emailForNow], byPhone] : [byPhone, ['email', email, emailHint]]
}

/** "Select the best multi-factor authentication method for you." */
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
          {methods(noPhone).map(([method, words, hint], nth) => (
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
