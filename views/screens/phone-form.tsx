import type { Channel } from '../../src/domain/challenge.ts'
import { type Press, phoneChannels } from '../code-place.ts'
import { Field } from '../field.tsx'
import { lastIfOut, Outage } from '../outage.tsx'
import { Actions, StepForm } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { Presses } from './enter-code.tsx'

export type CountryChoice = { code: string; name: string; callingCode: string }

export type PhoneFormProps = {
  action: string
  token: string
  countries: readonly CountryChoice[]
  /** As it was given before. */
  phone: string | null
  extension: string | null
  refused?: Words | null
  typed?: { country: string; number: string; extension?: string }
  outages: readonly Channel[]
  /** Whom to ask where neither texts nor calls can be sent. */
  support: string
  /** What else can be done. */
  other: Press
}

/** A country and a number, and how the code should get there. */
export const PhoneForm = ({ action, token, countries, phone, extension, refused, typed, outages, support, other }: PhoneFormProps) => (
  <StepForm action={action} token={token}>
    <Outage out={outages} kind="phone" other={other.words} support={support} />
    <Countries countries={countries} chosen={typed?.country} refused={refused} />
    <Field
      name="number"
      label={text.givePhone.number}
      hint={text.givePhone.numberHint}
      type="tel"
      autocomplete="tel"
      value={typed?.number ?? phone ?? ''}
      refused={refused}
      first
    />
    <Field
      name="extension"
      label={text.givePhone.extension}
      hint={text.givePhone.extensionHint}
      inputmode="tel"
      autocomplete="tel-extension"
      value={typed?.extension ?? extension ?? ''}
      refused={refused}
      optional
    />
    <p class="hint">{text.givePhone.consent}</p>
    <Actions>
      <Presses all={lastIfOut(channelsTo(action, typed?.extension ?? extension), outages)} primary />
      <Presses all={[other]} novalidate />
    </Actions>
  </StepForm>
)

/** Only a call reaches an extension. */
const channelsTo = (action: string, extension: string | null | undefined): Press[] => {
  const [byText, byCall] = phoneChannels(action)
  return extension ? [byCall, byText] : [byText, byCall]
}

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
