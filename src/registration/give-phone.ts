import { parsePhone } from '../domain/phone.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Outcome, Registration } from './ports.ts'
import { sendFirstCode } from './send-code.ts'

/** The guide's "Enter a number": Send Code, or Call Me. */
export async function givePhone(
  deps: Registration,
  visit: FlowVisit,
  typed: { country: string; number: string; channel: 'sms' | 'voice' },
): Promise<Outcome> {
  const parsed = parsePhone(typed.number, typed.country, deps.countries)
  if (!parsed.ok) {
    const record = await deps.flows.read(visit)
    return settle(deps.keys, visit, record, {
      name: 'give-phone',
      refused: ({ flow }) => (flow.step === 'give-phone' ? { reason: `phone-${parsed.reason}`, country: typed.country } : null),
    })
  }
  return sendFirstCode(deps, visit, 'give-phone', {
    purpose: 'registration-phone',
    channel: typed.channel,
    destination: parsed.e164,
    key: parsed.e164,
    extension: null,
    country: typed.country,
  })
}
