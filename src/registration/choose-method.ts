import type { Method } from '../domain/flow.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Outcome, Registration } from './ports.ts'

/** The guide's "Login Method": PHONE or EMAIL. */
export async function chooseMethod(deps: Registration, visit: FlowVisit, method: Method | null): Promise<Outcome> {
  const record = method ? (await deps.flows.chooseMethod(visit, method)).record : await deps.flows.read(visit)
  return settle(deps.keys, visit, record, {
    name: 'choose-method',
    refused: ({ flow }) => (flow.step === 'choose-method' ? { reason: 'no-method' } : null),
  })
}
