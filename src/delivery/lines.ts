/** J06: what kind of line a number of one's own choice is, and whether a code may go there; asked before any message to it. */
import { isChosenNumber } from '../domain/challenge.ts'
import type { RefusedDetail } from '../domain/delivery.ts'
import { type Line, lineNamed, policyOf } from '../domain/line.ts'
import { LOOKUP_PATIENCE } from '../domain/policy.ts'
import type { DueDelivery } from '../journey/ports.ts'
import type { Settings } from '../settings.ts'
import type { LineGuard } from './delivery.ts'
import { connection } from './telnyx.ts'
import { type LookUp, lookUpThrough } from './telnyx-lookup.ts'
import { refused } from './undelivered.ts'

type Note = (event: string, facts: Record<string, string>) => void

/** The guard that the settings ask for, or none. */
export const linesOf = (settings: Settings, note: Note): { lines?: LineGuard } =>
  settings.NUMBER_LOOKUP === 'on'
    ? { lines: lineGuard(lookUpThrough(connection(settings), LOOKUP_PATIENCE), settings.REFUSED_LINES, note) }
    : {}

/**
 * A number that was confirmed before is asked about no more, nor is one that was asked within the time that an answer is kept.
 * @param refusedLines kinds that this installation refuses besides
 */
export const lineGuard =
  (lookUp: LookUp, refusedLines: readonly Line[], note: Note): LineGuard =>
  async (due) => {
    if (due.channel === 'email' || !isChosenNumber(due.purpose)) return { go: true }
    if (due.line !== null) return judged(due, lineNamed(due.line), refusedLines)
    const line = await lookUp(due.destination)
    if (line !== null) return { ...judged(due, line, refusedLines), line }
    note('line-unknown', { channel: due.channel, delivery: due.id })
    return unasked(due)
  }

function judged(due: DueDelivery, line: Line, refusedLines: readonly Line[]) {
  const policy = policyOf(line, refusedLines)
  if (policy === 'nothing') return no('special-line')
  return policy === 'calls-only' && due.channel === 'sms' ? no('landline') : { go: true as const }
}

/**
 * Nobody could say. A text costs about the same wherever it goes, and the budgets hold it; so does a call within North America, where the
 * special numbers are refused by their digits. Elsewhere a call might be dear, and fails closed.
 */
const unasked = (due: DueDelivery) =>
  due.channel === 'sms' || due.destination.startsWith('+1') ? { go: true as const } : no('unknown-line')

const no = (detail: RefusedDetail) => ({ go: false as const, undelivered: refused(detail) })
