import type { Channel } from '../../src/domain/challenge.ts'
import type { Recovery } from '../../src/domain/recovery.ts'
import { emailOfRecovery, phoneChannels } from '../code-place.ts'
import { Field } from '../field.tsx'
import { lastIfOut, Outage } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { type CodeProps, EnterCode, Presses } from './enter-code.tsx'
import { Ways } from './send-code.tsx'

/** The first code of a recovery. The screen is the same for a name that nobody has: it knows nothing of the mail. */
export const CheckMailbox = (props: Omit<CodeProps, 'place' | 'delivery' | 'earlier'>): Screen =>
  EnterCode({
    ...props,
    place: emailOfRecovery,
    // Not even when it was sent: that would tell whether there is such a login.
    ...{ delivery: null, earlier: [] },
    title: text.verifyEmail.title,
    sent: (
      <>
        <p>{text.recover.checkEmail.lead}</p>
        <p>{text.recover.checkEmail.works}</p>
      </>
    ),
  })

type Props = { flow: Recovery; token: string; refused?: Words | null }
type Choice = Props & { outages: readonly Channel[]; support: string }

/** The second factor. */
export const ChoosePhone = ({ flow, token, refused, outages, support }: Choice): Screen => ({
  title: text.recover.choosePhone.title,
  main: (
    <StepMain title={text.recover.choosePhone.title} refused={refused} read={flow.phones.length < 2}>
      <Outage out={outages} kind="phone" support={support} />
      <StepForm action="/auth/recover/choose-phone" token={token}>
        <Ways ways={flow.phones} />
        <p class="hint">{text.sendCode.phone.rates}</p>
        <Actions>
          <Presses all={lastIfOut(phoneChannels('/auth/recover/choose-phone'), outages)} primary />
        </Actions>
      </StepForm>
      <LeaveTo href="/auth/login" words={text.backToLogIn}>
        <a href="/auth/trouble/lost-phone">{text.recover.choosePhone.lost}</a>
      </LeaveTo>
    </StepMain>
  ),
})

export const NewPassword = ({ flow, token, refused }: Props): Screen => ({
  title: text.recover.newPassword.title,
  main: (
    <StepMain title={text.recover.newPassword.title} refused={refused}>
      <p>{text.recover.newPassword.lead}</p>
      <StepForm action="/auth/recover/new-password" token={token}>
        <input type="hidden" name="username" autocomplete="username" value={flow.username} />
        <Field
          name="password"
          label={text.setPassword.password}
          hint={text.setPassword.rule(flow.method)}
          type="password"
          autocomplete="new-password"
          refused={refused}
          first
        />
        <Field name="again" label={text.setPassword.again} type="password" autocomplete="new-password" refused={refused} />
        <p data-show={text.setPassword.show} data-hide={text.setPassword.hide} />
        <Actions>
          <button class="primary">{text.recover.newPassword.button}</button>
        </Actions>
      </StepForm>
      <LeaveTo href="/auth/login" words={text.backToLogIn} />
    </StepMain>
  ),
})
