import type { Method } from '../../src/domain/flow.ts'
import type { Missing } from '../../src/domain/step-up.ts'
import type { Screen } from '../page.tsx'
import type { Site } from '../site.ts'
import { Actions, LeaveTo, Note, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'

type Props = { name: string; method: Method | null; action: string; token: string; notSent: boolean }

/** Before a page that matters more: what is asked, why, and of whom. */
export const ConfirmItIsYou = ({ name, method, action, token, notSent }: Props): Screen => ({
  title: text.stepUp.title,
  main: (
    <StepMain title={text.stepUp.title} read>
      {notSent && <Note kind="bad">{text.stepUp.notSent}</Note>}
      <p>{text.stepUp.why}</p>
      <p>{text.stepUp.how[method ?? 'any']}</p>
      <StepForm action={action} token={token}>
        <Actions>
          <button class="primary">{text.stepUp.button}</button>
        </Actions>
      </StepForm>
      <LeaveTo href="/" words={text.cancel}>
        <a href="/auth/sign-out">{text.stepUp.notYou(name)}</a>
      </LeaveTo>
    </StepMain>
  ),
})

/** By whoever answered the call. Who began it is signed in as before. */
export const Stopped = ({ support }: Pick<Site, 'support'>): Screen => ({
  title: text.stepUp.stopped.title,
  main: (
    <StepMain title={text.stepUp.stopped.title} read>
      <Note kind="bad">{text.stepUp.stopped.lead}</Note>
      <p>{text.stepUp.stopped.next(support)}</p>
      <Actions>
        <a class="button primary" href="/">
          {text.stepUp.home}
        </a>
      </Actions>
    </StepMain>
  ),
})

/** @param back the page that asked, to be kept through another login */
export const NothingToConfirmBy = ({ site, missing, back }: { site: Site; missing: Missing; back: string | null }): Screen => {
  const { title, lead, next } = text.stepUp.missing[missing]
  return {
    title,
    main: (
      <StepMain title={title} read>
        <p>{lead}</p>
        <p>{next(site.support)}</p>
        <Actions>
          {missing === 'long-password' && (
            <a class="button primary" href={`/auth/login${back === null ? '' : `?return_to=${encodeURIComponent(back)}`}`}>
              {text.stepUp.logInByEmail}
            </a>
          )}
          <a class={missing === 'long-password' ? 'button' : 'button primary'} href="/">
            {text.stepUp.home}
          </a>
        </Actions>
      </StepMain>
    ),
  }
}
