import { lifetimeOf } from '../../src/domain/challenge.ts'
import { type Delivery, isOver } from '../../src/domain/delivery.ts'
import { LINE_LOOKS, PHONE_CODE_LIFETIME, TEXT_LATE } from '../../src/domain/policy.ts'
import { Time } from '../clock.tsx'
import { text } from '../text.ts'
import type { CodeProps } from './enter-code.tsx'

type Props = Pick<CodeProps, 'place' | 'challenge' | 'now' | 'site' | 'earlier' | 'outages'> & { delivery: Delivery }

/** How far the message has come, under the box for its code. Screen readers are told of each change. */
export const LiveLine = ({ delivery, ...props }: Omit<Props, 'delivery'> & { delivery: Delivery | null }) =>
  delivery && (
    <div role="status">
      <Line {...props} delivery={delivery} />
    </div>
  )

/** The same page anew, while more may be heard: what asks by itself needs a script. */
export const LookAgain = ({ delivery, challenge, now, place }: Pick<CodeProps, 'delivery' | 'challenge' | 'now' | 'place'>) =>
  delivery && looksEvery({ delivery, challenge, now }) !== null && <a href={place.self}>{text.line.look}</a>

/** The part that asks for itself while more may be heard. It holds nothing that could be pressed or filled in. */
export const Line = (props: Props) => {
  const every = looksEvery(props)
  const asks = every && { 'hx-get': `${props.place.self}/line?seen=${lineKey(props)}`, 'hx-trigger': `every ${every / 1000}s` }
  return (
    <p id="line" class="hint" {...(asks && { ...asks, 'hx-swap': 'outerHTML' })}>
      <News {...props} />
      <Earlier {...props} />
    </p>
  )
}

/** Two at most came before the latest. */
const Earlier = ({ earlier: [first, second], site }: Pick<Props, 'earlier' | 'site'>) => {
  const { earlier, earlierTwo } = text.line
  if (first === undefined) return null
  const at = <Time at={first} zone={site} />
  return second === undefined ? (
    <>
      {' '}
      {earlier[0]} {at} {earlier[1]}
    </>
  ) : (
    <>
      {' '}
      {earlierTwo[0]} {at} {earlierTwo[1]} <Time at={second} zone={site} /> {earlierTwo[2]}
    </>
  )
}

/** The latest stands first. */
const News = ({ delivery, now, site, outages }: Props) => {
  const state = stateOf(delivery, now, outages)
  const { sent, delivered } = text.line
  const { mail, phone } = delivered
  const reached = isMail(delivery) ? mail : phone
  const when = delivery.sentAt !== null && (
    <>
      {sent} <Time at={delivery.sentAt} zone={site} />.
    </>
  )
  if (state === 'over') return null
  if (state === 'sent') return when || `${sent}.`
  if (state !== 'delivered')
    return (
      <>
        {text.line[state]} {when}
      </>
    )
  return (
    <>
      {reached[0]}
      {delivery.deliveredAt !== null && ' '}
      {delivery.deliveredAt !== null && <Time at={delivery.deliveredAt} zone={site} />}
      {reached[1]} {when}
    </>
  )
}

const isMail = ({ kind }: Delivery): boolean => kind !== 'sms-code'

type LineState = 'due' | 'held' | 'uncertain' | 'uncertainNoCall' | 'sent' | 'late' | 'lateNoCall' | 'delayed' | 'delivered' | 'over'

/**
 * A text that was taken and has not arrived for a while is late; mail may take its time. What is due is held while its channel is out, and
 * no call is offered while calls are.
 */
function stateOf(delivery: Delivery, now: number, outages: Props['outages']): LineState {
  const { state } = delivery
  if (state === 'due' && outages.includes(isMail(delivery) ? 'email' : 'sms')) return 'held'
  const noCall = outages.includes('voice')
  if (state === 'sent' && isLate(delivery, now)) return noCall ? 'lateNoCall' : 'late'
  if (state === 'uncertain') return noCall ? 'uncertainNoCall' : 'uncertain'
  return state === 'due' || state === 'sent' || state === 'delayed' || state === 'delivered' ? state : 'over'
}

export const isLate = (delivery: Delivery | null, now: number): boolean =>
  delivery?.kind === 'sms-code' && delivery.state === 'sent' && now - (delivery.sentAt ?? delivery.createdAt) >= TEXT_LATE

/** Milliseconds from one look to the next; null where nothing more will be heard, or its code is dead. */
function looksEvery({ delivery, challenge, now }: Pick<Props, 'delivery' | 'challenge' | 'now'>): number | null {
  const age = now - delivery.createdAt
  const lifetime = challenge ? lifetimeOf(challenge.purpose) : PHONE_CODE_LIFETIME
  if (isOver(delivery.state) || delivery.state === 'delivered' || age >= lifetime) return null
  return age < LINE_LOOKS.slowAfter ? LINE_LOOKS.every : LINE_LOOKS.slowly
}

/** What the line says, and how often it asks: as long as both stay, there is no need to answer. */
export const lineKey = (props: Pick<Props, 'delivery' | 'challenge' | 'now' | 'outages'>): string =>
  `${props.challenge?.sends ?? 0}${stateOf(props.delivery, props.now, props.outages)}${(looksEvery(props) ?? 0) / 1000}`
