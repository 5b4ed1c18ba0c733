import type { Screen } from '../page.tsx'
import { Actions, at, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'

/** Asks once before a registration is forgotten. */
export const ConfirmCancel = ({ token, back }: { token: string; back: string }): Screen => ({
  title: text.confirmCancel.title,
  main: (
    <StepMain title={text.confirmCancel.title}>
      <p>{text.confirmCancel.lead}</p>
      <StepForm action={at('cancel')} token={token}>
        <Actions>
          <a class="button primary" href={back}>
            {text.confirmCancel.no}
          </a>
          <button>{text.confirmCancel.yes}</button>
        </Actions>
      </StepForm>
    </StepMain>
  ),
})
