import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'

/** For portals that link here and know nothing: asks once, and from where. */
export const SignOut = ({ name, token }: { name: string; token: string }): Screen => ({
  title: text.signOut.title,
  main: (
    <StepMain title={text.signOut.title} read>
      <p>{text.signOut.lead(name)}</p>
      <StepForm action="/auth/sign-out" token={token}>
        <Actions>
          <button class="primary">{text.signOut.here}</button>
          <button formaction="/auth/sign-out-everywhere">{text.signOut.everywhere}</button>
        </Actions>
      </StepForm>
      <p class="hint">{text.signOut.everywhereMeans}</p>
      <LeaveTo href="/" words={text.signOut.stay} />
    </StepMain>
  ),
})
