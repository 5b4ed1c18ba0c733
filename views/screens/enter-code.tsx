import type { Child } from 'hono/jsx'
import { type Challenge, type Channel, triesLeft } from '../../src/domain/challenge.ts'
import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import type { CodePlace, Press } from '../code-place.ts'
import { lastIfOut, Outage } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import type { Site } from '../site.ts'
import { Actions, LeaveTo, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { CodeField, nothingToEnter, WaitForAnother } from './code-entry.tsx'
import { isLate, LiveLine } from './line.tsx'

export type CodeProps = {
  place: CodePlace
  challenge: Challenge | null
  delivery: Delivery | null
  token: string
  now: number
  site: Pick<Site, 'timeZone' | 'language' | 'textsFrom' | 'support'>
  /** When the codes were sent that came before the latest, and still work. */
  earlier: readonly number[]
  outages: readonly Channel[]
  refused?: Words | null
}

/** A code was sent: where it went, the box for it, and what to do when it does not come. */
export const EnterCode = ({ title, sent, ...props }: CodeProps & { title: string; sent: Child }): Screen => ({
  title,
  main: (
    <StepMain title={title} stage={props.place.stage} refused={props.refused} read={nothingToEnter(props.challenge, props.delivery)}>
      <CodeOutage {...props} />
      {sent}
      {nothingToEnter(props.challenge, props.delivery) ? <NextWay {...props} /> : <CodeForm {...props} />}
      <LeaveTo {...props.place.leave} />
    </StepMain>
  ),
})

/** Of the channel by which codes come here: it matters while one may be asked for. */
export const CodeOutage = ({ place, outages, site }: Pick<CodeProps, 'place' | 'outages' | 'site'>) => (
  <Outage
    {...{ out: outages, kind: place.callMe === null ? 'email' : 'phone', support: site.support }}
    {...{ sms: place.newCode?.words ?? null, voice: place.callMe?.words, other: (place.otherWay ?? place.instead)?.words }}
  />
)

const CodeForm = ({ token, refused, ...props }: CodeProps) => (
  <StepForm action={props.place.self} token={token}>
    <CodeField challenge={props.challenge} refused={refused} />
    <LiveLine {...props} />
    <WaitForAnother {...props} />
    <Actions>
      <button class="primary">{text.verify}</button>
      <Presses all={besides(props)} novalidate />
    </Actions>
  </StepForm>
)

/** What else can be done: a call first where a text is late. The first button of the form stays the one that takes the code. */
function besides({ place, delivery, now, outages }: Pick<CodeProps, 'place' | 'delivery' | 'now' | 'outages'>): Press[] {
  const { newCode, callMe, others } = place
  const callFirst = isLate(delivery, now) || (neverArrived(delivery) && callMe)
  const both = callMe ? (callFirst ? [callMe, newCode] : [newCode, callMe]) : [newCode]
  return lastIfOut([...both, ...others], outages)
}

/** The message never came, or its code is dead: what helps stands first. */
const NextWay = ({ place, challenge, delivery, token, now, outages }: CodeProps) => {
  const presses = waysOn({ place, challenge, delivery, outages })
  return (
    <StepForm action={presses[0] ? presses[0].action : place.self} token={token}>
      <WaitForAnother challenge={challenge} delivery={delivery} now={now} />
      <Actions>
        <Presses all={presses} primary />
      </Actions>
    </StepForm>
  )
}

/** What can't take a text may take a call; what does not exist, or no code may go to, takes neither. */
const NO_CALLS: readonly (string | null | undefined)[] = ['invalid-number', 'special-line', 'suppressed']

function waysOn({ place, challenge, delivery, outages }: Pick<CodeProps, 'place' | 'challenge' | 'delivery' | 'outages'>): Press[] {
  const { callMe, newCode, afresh, otherWay } = place
  const others = place.others.filter(({ words }) => words !== afresh.words && words !== otherWay?.words)
  const beyond = [...(otherWay ? [otherWay] : []), afresh]
  if (challenge === null || triesLeft(challenge) === 0) return [afresh, ...(otherWay ? [otherWay] : []), ...others]
  if (!callMe) return lastIfOut([...beyond, newCode, ...others], outages)
  const all = NO_CALLS.includes(delivery?.detail) ? [...beyond, callMe, newCode] : [callMe, ...beyond, newCode]
  return lastIfOut([...all, ...others], outages)
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
