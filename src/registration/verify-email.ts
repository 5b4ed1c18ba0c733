import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import type { Outcome, Registration } from './ports.ts'

/** The guide's "Enter the verification code": Verify code. */
export async function verifyEmail(deps: Registration, visit: FlowVisit, typed: string): Promise<Outcome> {
  const digest = digestOf(deps.keys, visit, 'registration-email', typed)
  const record = digest === NO_CODE ? await deps.flows.read(visit) : (await deps.flows.proveEmail(visit, digest)).record
  return settle(deps.keys, visit, record, {
    name: 'verify-email',
    digest,
    refused: (stayed) => (stayed.flow.step === 'verify-email' ? whyRefused(stayed, visit, digest) : null),
  })
}
