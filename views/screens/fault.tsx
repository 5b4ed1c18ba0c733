import type { Screen } from '../page.tsx'
import { StepMain } from '../step.tsx'

/** Something that is not a step: what happened, and the way back. */
export const Fault = ({ title, lead, link, href }: { title: string; lead: string; link: string; href: string }): Screen => ({
  title,
  main: (
    <StepMain title={title}>
      <p>{lead}</p>
      <p class="actions">
        <a class="button primary" href={href}>
          {link}
        </a>
      </p>
    </StepMain>
  ),
})
