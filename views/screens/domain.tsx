import type { DomainRefusal } from '../../src/domain/domain-account.ts'
import type { Screen } from '../page.tsx'
import type { Site } from '../site.ts'
import { Actions, StepMain } from '../step.tsx'
import { text } from '../text.ts'

/** Where the panel for domain accounts leads if nobody has set it up. */
export const DomainNotSetUp = ({ site }: { site: Site }): Screen => {
  const { title, lead, next } = text.domain.notSetUp
  return {
    title,
    main: (
      <StepMain title={title}>
        <p>{lead(site.domain)}</p>
        <p>{next(site.support)}</p>
        <Actions>
          <BackToLogIn primary />
        </Actions>
      </StepMain>
    ),
  }
}

/** Where the same account may do better the next time, and where only another one can. A domain remembers who is logged in to it. */
const AGAIN = ['declined', 'stale', 'down', 'not-accepted', 'unverified'] satisfies DomainRefusal[]
const ANOTHER = ['no-address', 'unknown-person', 'other-domain'] satisfies DomainRefusal[]

/** Why a domain account did not lead into the portal, and what to do next. */
export const DomainRefused = ({ site, refused }: { site: Site; refused: DomainRefusal }): Screen => {
  const { title, lead, next } = text.domain.refused[refused]
  const [again, another] = [AGAIN, ANOTHER].map((which: readonly DomainRefusal[]) => which.includes(refused))
  return {
    title,
    main: (
      <StepMain title={title}>
        <p>{lead(site.domain)}</p>
        <p>{next(site.support)}</p>
        <Actions>
          {again && (
            <a class="button primary" href="/auth/login/domain">
              {text.domain.again}
            </a>
          )}
          {another && (
            <a class="button primary" href="/auth/login/domain?another">
              {text.domain.another}
            </a>
          )}
          <BackToLogIn primary={!again && !another} />
        </Actions>
      </StepMain>
    ),
  }
}

const BackToLogIn = ({ primary }: { primary: boolean }) => (
  <a class={primary ? 'button primary' : 'button'} href="/auth/login">
    {text.backToLogIn}
  </a>
)
