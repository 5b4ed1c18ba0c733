import { emailKey, parseEmail } from '../domain/email.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Outcome, Registration } from './ports.ts'
import { sendFirstCode } from './send-code.ts'

/** The guide's "Enter your work email address": Send verification code. */
export async function giveEmail(deps: Registration, visit: FlowVisit, typed: string): Promise<Outcome> {
  const parsed = parseEmail(typed)
  if (!parsed.ok) {
    const record = await deps.flows.read(visit)
    return settle(deps.keys, visit, record, {
      name: 'give-email',
      refused: ({ flow }) => (flow.step === 'give-email' ? { reason: `email-${parsed.reason}` } : null),
    })
  }
  return sendFirstCode(deps, visit, 'give-email', {
    purpose: 'registration-email',
    channel: 'email',
    destination: parsed.email,
    key: emailKey(parsed.email),
    extension: null,
    country: null,
  })
}
