import type { FlowVisit } from '../journey/ports.ts'
import type { Registration } from './ports.ts'

/** "Cancel", once it is confirmed: the flow is over and what it proved is forgotten. */
export const cancel = (deps: Registration, visit: FlowVisit): Promise<void> => deps.flows.cancel(visit)
