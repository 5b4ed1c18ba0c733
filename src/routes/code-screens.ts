/** What every screen that waits for a code is told. */
import type { HtmlEscapedString } from 'hono/utils/html'
import type { CodePlace } from '../../views/code-place.ts'
import { Line, lineKey } from '../../views/screens/line.tsx'
import { lifetimeOf } from '../domain/challenge.ts'
import { isOver } from '../domain/delivery.ts'
import type { FlowState } from '../journey/ports.ts'
import type { AppContext } from './context.ts'

/** The part of a screen that is polled: what it shows, whether the whole screen has changed, and its address under the step's. */
export type LivePart = { at: 'call' | 'line'; state: string; over: boolean; part: HtmlEscapedString | Promise<HtmlEscapedString> }

export const codeState = (c: AppContext, { challenge, delivery, codes, outages }: FlowState<unknown>) => ({
  ...{ challenge, delivery, outages, site: c.var.site, now: c.var.visit.now },
  earlier: earlierCodes({ challenge, codes }, c.var.visit.now),
})

/** The line under the box for a code, and how far its message has come; null where none was sent. */
export function linePartOf(c: AppContext, record: FlowState<unknown>, place: CodePlace): LivePart | null {
  const { delivery, ...rest } = codeState(c, record)
  if (!delivery) return null
  const props = { ...rest, delivery, place }
  return { at: 'line', state: lineKey(props), over: isOver(delivery.state), part: Line(props) as LivePart['part'] }
}

/** When the codes were sent that came before the latest, and still work, as far as their messages may have arrived. */
function earlierCodes({ challenge, codes }: Pick<FlowState<unknown>, 'challenge' | 'codes'>, now: number): number[] {
  if (!challenge) return []
  return codes
    .filter(({ send, channel, expiresAt, lost }) => send < challenge.sends && channel !== 'voice' && expiresAt > now && !lost)
    .map(({ expiresAt }) => expiresAt - lifetimeOf(challenge.purpose))
}
