import { type Challenge, triesLeft } from '../../src/domain/challenge.ts'
import { SENDS_PER_CHALLENGE } from '../../src/domain/policy.ts'
import type { CodePlace, Press } from '../code-place.ts'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, Mark, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import { WaitForAnother } from './code-entry.tsx'
import { Presses } from './enter-code.tsx'
import { type CallProps, callPresses, type Ended } from './follow-call.tsx'

type Props = CallProps & { ended: Ended }

/** The call ended, and the phone is not confirmed: what happened stands first, then what helps. */
export const CallOver = ({ place, challenge, delivery, ended, token, now, refused }: Props): Screen => {
  const presses = waysOn(place, challenge, ended)
  const [happened, next] = place.newCode
    ? text.verifyPhone.ended[ended]
    : (text.verifyPhone.endedBehind[ended] ?? text.verifyPhone.ended[ended])
  return {
    title: text.verifyPhone.overTitle,
    main: (
      <StepMain title={text.verifyPhone.overTitle} stage={place.stage} refused={refused}>
        <p class="alert" id="call" role="alert" tabindex={-1} autofocus={!refused}>
          <Mark kind="bad" />
          {isSpent(challenge) ? happened : `${happened} ${next}`}
        </p>
        <StepForm action={presses[0]?.action ?? place.self} token={token}>
          {ended !== 'refused' && (
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

const isSpent = (challenge: Challenge | null): boolean =>
  challenge !== null && (triesLeft(challenge) === 0 || challenge.sends >= SENDS_PER_CHALLENGE)

/** What can be done next, the likeliest help first. */
function waysOn(place: CodePlace, challenge: Challenge | null, ended: Ended): Press[] {
  const besides = place.others.filter(({ words }) => words !== place.afresh.words)
  if (isSpent(challenge)) return [place.afresh, ...besides]
  const all = callPresses(place)
  // Calling the same number again would be refused again, by the network or by whoever has it.
  return ended === 'refused' || ended === 'not-asked' ? all.toReversed() : all
}
