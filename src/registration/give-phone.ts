import { reachPhone, type TypedPhone } from '../domain/extension.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Outcome, Registration } from './ports.ts'
import { sendFirstCode } from './send-code.ts'

/** The guide's "Enter a number": Send Code, or Call Me. */
export async function givePhone(deps: Registration, visit: FlowVisit, typed: TypedPhone): Promise<Outcome> {
  const reached = reachPhone(typed, deps.countries)
  if (!reached.ok) {
    const record = await deps.flows.read(visit)
    return settle(deps.keys, visit, record, {
      name: 'give-phone',
      refused: ({ flow }) => (flow.step === 'give-phone' ? { reason: reached.reason, country: typed.country } : null),
    })
  }
  return sendFirstCode(deps, visit, 'give-phone', {
    purpose: 'registration-phone',
    channel: typed.channel,
    destination: reached.e164,
    // Of the line, whatever the extension: the budgets of a switchboard's number are one.
    key: reached.e164,
    extension: reached.extension,
    country: typed.country,
  })
}
