import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import { SENDS_PER_CHALLENGE } from '../../src/domain/policy.ts'
import type { Screen } from '../page.tsx'
import { Actions, at, Leave, Mark, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import { WaitForAnother } from './code-entry.tsx'
import type { CallProps, Ended } from './follow-call.tsx'
import { ChangeTakenEmail } from './verify-phone.tsx'

type Props = CallProps & { ended: Ended }

/** The call ended, and the phone is not confirmed: what happened stands first, then what helps. */
export const CallOver = ({ flow, challenge, delivery, ended, token, now, refused }: Props): Screen => {
  const ways = waysOn(challenge, ended)
  const [happened, next] = text.verifyPhone.ended[ended]
  return {
    title: text.verifyPhone.overTitle,
    main: (
      <StepMain title={text.verifyPhone.overTitle} stage={flow} refused={refused}>
        <p class="alert" id="call" role="alert" tabindex={-1} autofocus={!refused}>
          <Mark kind="bad" />
          {ways.length > 1 ? `${happened} ${next}` : happened}
        </p>
        <StepForm action={at(ways[0])} token={token}>
          <WaitForAnother challenge={challenge} delivery={delivery} now={now} asked="call" />
          <Actions>
            {ways.map((way, nth) => (
              <button class={nth === 0 ? 'primary' : undefined} formaction={at(way)}>
                {WORDS[way]}
              </button>
            ))}
            <ChangeTakenEmail refused={refused} />
          </Actions>
        </StepForm>
        <Leave />
      </StepMain>
    ),
  }
}

const WORDS = {
  'verify-phone/call-me': text.verifyPhone.callAgain,
  'verify-phone/new-code': text.verifyPhone.textMe,
  'give-phone/again': text.verifyPhone.changeNumber,
} as const
type Way = keyof typeof WORDS

/** What can be done next, the likeliest help first. */
function waysOn(challenge: Challenge | null, ended: Ended): [Way, ...Way[]] {
  const nothingMore = challenge !== null && (triesLeft(challenge) === 0 || challenge.sends >= SENDS_PER_CHALLENGE)
  if (nothingMore) return ['give-phone/again']
  // Calling the same number again would be refused again.
  if (ended === 'refused') return ['give-phone/again', 'verify-phone/new-code', 'verify-phone/call-me']
  return ['verify-phone/call-me', 'verify-phone/new-code', 'give-phone/again']
}
