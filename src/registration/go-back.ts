import type { Move, Step } from '../domain/flow.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Outcome, Registration } from './ports.ts'

const BACK_TO = {
  'choose-method/again': 'choose-method',
  'give-email/again': 'give-email',
  'give-phone/again': 'give-phone',
} as const satisfies Partial<Record<Move, Step>>

export type BackMove = keyof typeof BACK_TO

/** "Change" and "Back": returns to an earlier screen and forgets what the later ones proved of it. */
export async function goBack(deps: Registration, visit: FlowVisit, move: BackMove): Promise<Outcome> {
  const { record } = await deps.flows.goBack(visit, move, BACK_TO[move])
  return settle(deps.keys, visit, record, { name: move })
}
