import type { FlowAt } from '../../src/domain/flow.ts'
import { otherMethod } from '../code-place.ts'
import type { Screen } from '../page.tsx'
import { at, Leave, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import { PhoneForm, type PhoneFormProps } from './phone-form.tsx'

type Props = Omit<PhoneFormProps, 'action' | 'phone' | 'extension' | 'other'> & { flow: FlowAt<'give-phone'> }

/** "Enter your phone number and select Send Code or Call Me." */
export const GivePhone = ({ flow, ...form }: Props): Screen => ({
  title: text.givePhone.title,
  main: (
    <StepMain title={text.givePhone.title} stage={flow} refused={form.refused}>
      <p>{text.givePhone.lead}</p>
      <PhoneForm {...form} action={at('give-phone')} phone={flow.phone} extension={flow.extension} other={otherMethod} />
      <Leave />
    </StepMain>
  ),
})
