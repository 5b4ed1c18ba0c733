import type { Child } from 'hono/jsx'
import { type Method, type Stage, stageOf } from '../src/domain/flow.ts'
import { text } from './text.ts'
import type { Words } from './words.ts'

/** Where the pages of the registration live. */
export const at = (path = '') => `/auth/register${path && `/${path}`}`

/** How an answer takes the place of the step: whole, and read from the top of the page. */
export const SWAP = 'outerHTML show:top showTarget:body'

/** How a form moves on without a new page. */
export const BOOST = `target:#step swap:'${SWAP}'`

type StepProps = {
  title: string
  stage?: { step: Stage; method?: Method } | null
  /** Several, where a form has many fields. */
  refused?: Words | readonly Words[] | null
  /** Where there is nothing to fill in, the heading takes the focus, so that the new screen is read out. */
  read?: boolean
  children?: Child
}

/** The element that each step replaces: where one stands, what is wrong, and the form. */
export const StepMain = ({ title, stage, refused, read, children }: StepProps) => {
  const wrong = [refused ?? []].flat()
  return (
    <main id="step">
      {stage && <Progress {...stage} />}
      {wrong.length > 0 && <ErrorSummary wrong={wrong} />}
      <h1 tabindex={read ? -1 : undefined} autofocus={read && wrong.length === 0}>
        {title}
      </h1>
      {children}
    </main>
  )
}

/** A form with its proof that it is ours. */
export const StepForm = ({ action, token, children }: { action: string; token: string; children?: Child }) => (
  <form method="post" action={action} hx-boost={BOOST} hx-disable="findAll button">
    <input type="hidden" name="token" value={token} />
    {children}
  </form>
)

const Progress = ({ step, method }: { step: Stage; method?: Method }) => {
  const { number, of } = stageOf(step, method)
  const words = method ? text.step : text.stepOfUpTo
  return (
    <>
      <p class="step">{words(number, of, text.stages[step])}</p>
      <progress value={number} max={of} aria-hidden="true" />
    </>
  )
}

/** Takes the focus, so that it is read out first; links to the fields. */
const ErrorSummary = ({ wrong }: { wrong: readonly Words[] }) => (
  <div class="alert" role="alert" tabindex={-1} autofocus>
    <strong>
      <Mark kind="bad" />
      {text.problem}
    </strong>
    {wrong.map(({ field, words }) => (
      <p>{field ? <a href={`#${field}`}>{words}</a> : words}</p>
    ))}
  </div>
)

/** A mark beside the words that say the same. */
export const Mark = ({ kind }: { kind: 'bad' | 'good' | 'wait' }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={{ bad: 'M12 3 22 21H2ZM12 10v5m0 2v1', good: 'M4 13l5 5L20 6', wait: 'M12 7v6l4 2M12 3a9 9 0 1 0 .1 0' }[kind]} />
  </svg>
)

export const Note = ({ kind, children }: { kind?: 'good' | 'bad' | 'wait'; children?: Child }) => (
  <p class={kind === 'bad' ? 'alert' : kind === 'good' ? 'note ok' : 'note'}>
    {kind && <Mark kind={kind} />}
    {children}
  </p>
)

/** What can be done here. The spaces keep the buttons apart where there is no style sheet. */
export const Actions = ({ children }: { children?: Child }) => (
  <p class="actions">{Array.isArray(children) ? children.flatMap((child) => [child, ' ']) : children}</p>
)

/** The way out, at the foot of every step. */
export const LeaveTo = ({ href, words, children }: { href: string; words: string; children?: Child }) => (
  <p class="leave">
    <a href={href}>{words}</a> {children}
  </p>
)

export const Leave = ({ children }: { children?: Child }) => (
  <LeaveTo href={at('cancel')} words={text.cancel}>
    {children}
  </LeaveTo>
)
