import type { FlowAt } from '../../src/domain/flow.ts'
import { Field } from '../field.tsx'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

export type CountryChoice = { code: string; name: string; callingCode: string }

type Props = {
  flow: FlowAt<'give-phone'>
  token: string
  countries: readonly CountryChoice[]
  refused?: Words | null
  typed?: { country: string; number: string }
}

/** "Enter your phone number and select Send Code or Call Me." */
export const GivePhone = ({ flow, token, countries, refused, typed }: Props): Screen => ({
  title: text.givePhone.title,
  main: (
    <StepMain title={text.givePhone.title} stage={flow} refused={refused}>
      <p>{text.givePhone.lead}</p>
      <StepForm action={at('give-phone')} token={token}>
        <Countries countries={countries} chosen={typed?.country} refused={refused} />
        <Field
          name="number"
          label={text.givePhone.number}
          hint={text.givePhone.numberHint}
          type="tel"
          autocomplete="tel"
          value={typed?.number ?? flow.phone ?? ''}
          refused={refused}
          first
        />
        <p class="hint">{text.givePhone.consent}</p>
        <Actions>
          <button class="primary" name="channel" value="sms">
            {text.givePhone.sms}
          </button>
          <button name="channel" value="voice">
            {text.givePhone.call}
          </button>
          <button formaction={at('choose-method/again')} formnovalidate>
            {text.givePhone.otherMethod}
          </button>
        </Actions>
      </StepForm>
      <Leave />
    </StepMain>
  ),
})

const Countries = ({ countries, chosen, refused }: { countries: readonly CountryChoice[]; chosen?: string; refused?: Words | null }) => {
  const wrong = refused?.field === 'country'
  return (
    <div>
      <label for="country">{text.givePhone.country}</label>
      {wrong && (
        <p class="error" id="country-error">
          {refused.words}
        </p>
      )}
      <select
        id="country"
        name="country"
        autocomplete="tel-country-code"
        aria-describedby={wrong ? 'country-error' : undefined}
        aria-invalid={wrong ? 'true' : undefined}
      >
        {countries.map(({ code, name, callingCode }) => (
          <option value={code} selected={code === chosen}>{`${name} (+${callingCode})`}</option>
        ))}
      </select>
    </div>
  )
}
