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
import { isLate, LiveLine, LookAgain } from './line.tsx'
import { whyNoMail } from './no-mail.tsx'

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
      <LeaveTo {...props.place.leave}>
        <LookAgain {...props} />
      </LeaveTo>
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
  const { newCode, callMe } = place
  const callFirst = isLate(delivery, now) || (neverArrived(delivery) && callMe)
  const both = callMe ? (callFirst ? [callMe, newCode] : [newCode, callMe]) : [newCode]
  return lastIfOut([...both, ...othersAt(place, outages)], outages)
}

/** Where every way to this phone is out, what leads past it is offered as well. */
export function othersAt({ newCode, others, instead }: CodePlace, outages: readonly Channel[]): readonly Press[] {
  const out = outages.includes('voice') && (newCode === null || outages.includes('sms'))
  return instead && out ? [instead, ...others] : others
}

/** The message never came, or its code is dead: what helps stands first. */
const NextWay = ({ place, challenge, delivery, token, outages }: CodeProps) => {
  const presses = waysOn({ place, challenge, delivery, outages })
  return (
    <StepForm action={presses[0] ? presses[0].action : place.self} token={token}>
      <Actions>
        <Presses all={presses} primary />
      </Actions>
    </StepForm>
  )
}

/** What can't take a text may take a call, and so may, after all, a number that is said not to exist. No code goes to these: asking again is in vain. */
const NOT_AT_ALL: readonly (string | null | undefined)[] = ['special-line', 'suppressed']
/** A mail that was not the address's fault. */
const MAY_GO_AGAIN: readonly (string | null)[] = ['late', 'returned'] satisfies ReturnType<typeof whyNoMail>[]

function waysOn({ place, challenge, delivery, outages }: Pick<CodeProps, 'place' | 'challenge' | 'delivery' | 'outages'>): Press[] {
  const { callMe, newCode, afresh, otherWay } = place
  const others = othersAt(place, outages).filter(({ words }) => words !== afresh.words && words !== otherWay?.words)
  const beyond = [...(otherWay ? [otherWay] : []), afresh]
  if (challenge === null || triesLeft(challenge) === 0) return [afresh, ...(otherWay ? [otherWay] : []), ...others]
  if (!callMe) return lastIfOut([...(MAY_GO_AGAIN.includes(whyNoMail(delivery)) ? [newCode, ...beyond] : beyond), ...others], outages)
  if (NOT_AT_ALL.includes(delivery?.detail)) return [...beyond, ...(place.instead ? [place.instead] : []), ...others]
  const all = delivery?.detail === 'invalid-number' ? [...beyond, callMe, newCode] : [callMe, ...beyond, newCode]
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
