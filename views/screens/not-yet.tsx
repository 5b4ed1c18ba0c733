import type { Screen } from '../page.tsx'
import { Actions, StepMain } from '../step.tsx'
import { text } from '../text.ts'

/** Where the login page leads to what is not built yet. */
export const NotYet = ({ what }: { what: keyof typeof text.notYet.what }): Screen => ({
  title: text.notYet.title,
  main: (
    <StepMain title={text.notYet.title}>
      <p>{text.notYet.lead(text.notYet.what[what])}</p>
      <p>{text.notYet.next}</p>
      <Actions>
        <a class="button primary" href="/auth/register">
          {text.logIn.firstLink}
        </a>
        <a class="button" href="/auth/login">
          {text.backToLogIn}
        </a>
      </Actions>
    </StepMain>
  ),
})
