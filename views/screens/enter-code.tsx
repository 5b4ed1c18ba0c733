import type { Child } from 'hono/jsx'
import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import type { Delivery } from '../../src/domain/delivery.ts'
import type { CodePlace, Press } from '../code-place.ts'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CodeField, nothingToEnter, WaitForAnother } from './code-entry.tsx'

export type CodeProps = {
  place: CodePlace
  challenge: Challenge | null
  delivery: Delivery | null
  token: string
  now: number
  refused?: Words | null
}

/** A code was sent: where it went, the box for it, and what to do when it does not come. */
export const EnterCode = ({ title, sent, ...props }: CodeProps & { title: string; sent: Child }): Screen => ({
  title,
  main: (
    <StepMain title={title} stage={props.place.stage} refused={props.refused} read={nothingToEnter(props.challenge, props.delivery)}>
      {sent}
      {nothingToEnter(props.challenge, props.delivery) ? <NextWay {...props} /> : <CodeForm {...props} />}
      <LeaveTo {...props.place.leave} />
    </StepMain>
  ),
})

const CodeForm = ({ place, challenge, delivery, token, now, refused }: CodeProps) => (
  <StepForm action={place.self} token={token}>
    <CodeField challenge={challenge} refused={refused} />
    <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
    <Actions>
      <button class="primary">{text.verify}</button>
      <Presses all={[place.newCode, place.callMe, ...place.others]} novalidate />
    </Actions>
  </StepForm>
)

/** The message never came, or its code is dead: what helps stands first. */
const NextWay = ({ place, challenge, delivery, token, now }: CodeProps) => {
  const again = challenge !== null && triesLeft(challenge) > 0
  // A number that does not exist can't be called either.
  const callFirst = again && place.callMe !== null && delivery?.detail !== 'invalid-number'
  const presses = callFirst ? [place.callMe, place.afresh, place.newCode] : [place.afresh, again && place.callMe, again && place.newCode]
  const others = place.others.filter(({ words }) => words !== place.afresh.words)
  return (
    <StepForm action={presses[0] ? presses[0].action : place.self} token={token}>
      <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
      <Actions>
        <Presses all={[...presses, ...others]} primary />
      </Actions>
    </StepForm>
  )
}

/** @param primary the first of them is what helps most */
export const Presses = ({
  all,
  primary,
  novalidate,
}: {
  all: readonly (Press | null | false)[]
  primary?: boolean
  novalidate?: boolean
}) => (
  <>
    {all
      .filter((press) => press !== null && press !== false)
      .flatMap(({ action, words, name, value }, nth) => [
        nth > 0 && ' ',
        <button
          class={primary && nth === 0 ? 'primary' : undefined}
          formaction={action}
          name={name}
          value={value}
          formnovalidate={novalidate}
        >
          {words}
        </button>,
      ])}
  </>
)
