import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import { SENDS_PER_CHALLENGE } from '../../src/domain/policy.ts'
import type { CodePlace, Press } from '../code-place.ts'
import { lastIfOut } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, Mark, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import { WaitForAnother } from './code-entry.tsx'
import { CodeOutage, othersAt, Presses } from './enter-code.tsx'
import { type CallProps, callAgain, type Ended, textInstead } from './follow-call.tsx'

type Props = CallProps & { ended: Ended }

/** The call ended, and the phone is not confirmed: what happened stands first, then what helps. */
export const CallOver = ({ ended: end, ...props }: Props): Screen => {
  const { place, challenge, delivery, token, now, refused } = props
  const ended = end === 'refused' && delivery.detail === 'unknown-line' ? 'unchecked' : end
  const presses = waysOn({ ...props, ended })
  const [happened, next] = wordsOf(place, ended)
  return {
    title: text.verifyPhone.overTitle,
    main: (
      <StepMain title={text.verifyPhone.overTitle} stage={place.stage} refused={refused}>
        <CodeOutage {...props} />
        <p class="alert" id="call" role="alert" tabindex={-1} autofocus={!refused}>
          <Mark kind="bad" />
          {isSpent(challenge) ? happened : `${happened} ${next}`}
        </p>
        <StepForm action={presses[0]?.action ?? place.self} token={token}>
          {ended !== 'refused' && ended !== 'not-asked' && (
            <WaitForAnother challenge={challenge} delivery={delivery} now={now} asked={place.newCode ? 'call' : 'callOnly'} />
          )}
          <Actions>
            <Presses all={presses} primary />
          </Actions>
        </StepForm>
        <LeaveTo {...place.leave} />
      </StepMain>
    ),
  }
}

/** Behind a switchboard there is no text to get instead. */
function wordsOf(place: CodePlace, ended: Ended | 'unchecked'): readonly [string, string] {
  if (ended === 'unchecked') return text.verifyPhone.unchecked
  return (place.newCode ? null : text.verifyPhone.endedBehind[ended]) ?? text.verifyPhone.ended[ended]
}

const isSpent = (challenge: Challenge | null): boolean =>
  challenge !== null && (triesLeft(challenge) === 0 || challenge.sends >= SENDS_PER_CHALLENGE)

/** What can be done next, the likeliest help first. */
function waysOn({
  place,
  challenge,
  ended,
  outages,
}: Pick<Props, 'place' | 'challenge' | 'outages'> & { ended: Ended | 'unchecked' }): Press[] {
  const others = othersAt(place, outages)
  const besides = others.filter(({ words }) => words !== place.afresh.words)
  if (isSpent(challenge)) return [place.afresh, ...besides]
  const [again, byText] = [callAgain(place), textInstead(place)]
  const first = place.otherWay ?? place.afresh
  const elsewhere = others.filter(({ words }) => words !== first.words)
  // Whoever has the number is left alone; the network would refuse it again, as a rule.
  if (ended === 'not-asked') return [first, ...elsewhere]
  if (ended === 'refused') return lastIfOut([first, ...byText, ...again, ...elsewhere], outages)
  const textFirst = ended === 'failed' || ended === 'unchecked'
  return lastIfOut([...(textFirst ? [...byText, ...again] : [...again, ...byText]), ...others], outages)
}
