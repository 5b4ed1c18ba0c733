import type { Challenge } from '../../src/domain/challenge.ts'
import { triesLeft, waitBeforeResend } from '../../src/domain/challenge.ts'
import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { TRIES_WORTH_SAYING } from '../../src/domain/policy.ts'
import { duration } from '../duration.ts'
import { Field } from '../field.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'

/** Nothing that could be typed would be taken: no code has arrived, or none counts any more. The screen then leads to the next thing to do. */
export const nothingToEnter = (challenge: Challenge | null, delivery: Delivery | null): boolean =>
  challenge !== null && (triesLeft(challenge) === 0 || (challenge.sends === 1 && neverArrived(delivery)))

/** The box for a code, with what is left of its tries. */
export const CodeField = ({ challenge, refused }: { challenge: Challenge | null; refused?: Words | null }) => (
  <>
    <Field
      name="code"
      label={text.code}
      hint={text.codeHint}
      class="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      refused={refused}
      first
    />
    {challenge && !refused && triesLeft(challenge) <= TRIES_WORTH_SAYING && <p class="hint">{text.triesLeft(triesLeft(challenge))}</p>}
  </>
)

type Wait = { challenge: Challenge | null; delivery: Delivery | null; now: number; asked?: keyof typeof text.another }

/** When another message may be asked for, by the server's clock; the script counts it down. */
export const WaitForAnother = ({ challenge, delivery, now, asked = 'code' }: Wait) => {
  const words = text.another[asked]
  const wait = challenge && waitBeforeResend(challenge, delivery, now)
  if (challenge && triesLeft(challenge) === 0) return null
  if (wait === null) return challenge && <p class="hint">{words.last}</p>
  if (wait === 0) return <p class="hint">{words.now}</p>
  return (
    <p class="hint" data-wait={String(Math.ceil(wait / 1000))} data-then={words.now}>
      {words.wait(duration(wait))}
    </p>
  )
}
