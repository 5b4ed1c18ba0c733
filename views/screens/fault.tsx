import type { Screen } from '../page.tsx'
import { Actions, StepMain } from '../step.tsx'

type FaultWords = { title: string; lead: string; link: string; href: string }

/** Something that is not a step: what happened, and the way back. */
export const Fault = ({ title, lead, link, href }: FaultWords): Screen => ({
  title,
  main: (
    <StepMain title={title}>
      <p>{lead}</p>
      <Actions>
        <a class="button primary" href={href}>
          {link}
        </a>
      </Actions>
    </StepMain>
  ),
})

/** The same, above a form that stays as it is. */
export const FaultNotice = ({ title, lead, link, href }: FaultWords) => (
  <div class="alert">
    <strong>{title}</strong>
    <p>
      {lead} <a href={href}>{link}</a>
    </p>
  </div>
)
