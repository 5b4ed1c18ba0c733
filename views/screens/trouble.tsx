import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, StepMain } from '../step.tsx'
import { text } from '../text.ts'

export type Topic = keyof typeof text.trouble.topics

/** "Having trouble logging in?" What stops somebody, in their own words; each leads to what helps. */
export const Trouble = (): Screen => ({
  title: text.trouble.title,
  main: (
    <StepMain title={text.trouble.title}>
      <p>{text.trouble.lead}</p>
      <ul class="links">
        <li>
          <a href="/auth/forgot-password">{text.trouble.forgotPassword}</a>
        </li>
        <li>
          <a href="/auth/forgot-username">{text.trouble.forgotUsername}</a>
        </li>
        {Object.entries(text.trouble.topics).map(([topic, { question }]) => (
          <li>
            <a href={`/auth/trouble/${topic}`}>{question}</a>
          </li>
        ))}
      </ul>
      <LeaveTo href="/auth/login" words={text.backToLogIn} />
    </StepMain>
  ),
})

export const TroubleWith = ({ topic, support }: { topic: Topic; support: string }): Screen => {
  const { question, help, next } = text.trouble.topics[topic]
  return {
    title: question,
    main: (
      <StepMain title={question}>
        {help(support).map((sentence) => (
          <p>{sentence}</p>
        ))}
        <Actions>
          {next.map(({ href, words }, nth) => (
            <a class={nth === 0 ? 'button primary' : 'button'} href={href}>
              {words}
            </a>
          ))}
        </Actions>
        <LeaveTo href="/auth/trouble" words={text.trouble.back} />
      </StepMain>
    ),
  }
}
