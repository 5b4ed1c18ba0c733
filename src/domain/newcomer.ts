import { parseEmail } from './email.ts'
import { parseNpi } from './npi.ts'
import { parseName } from './person-name.ts'
import type { Refusal } from './refusal.ts'
import { readRegistrationCode } from './registration-code.ts'
import { parseUsername } from './username.ts'

/** The form as it was typed. */
export type TypedEntries = { registrationCode: string; firstName: string; lastName: string; email: string; npi: string; username: string }

export type Entries = { code: string; name: string; email: string; npi: string | null; username: string }

/** What the form says, or everything that is wrong with it, in the order of its fields. No entry is compared with anybody else's. */
export function readEntries(typed: TypedEntries): { ok: true; entries: Entries } | { ok: false; refused: Refusal[] } {
  const code = readRegistrationCode(typed.registrationCode)
  const first = parseName(typed.firstName)
  const last = parseName(typed.lastName)
  const email = parseEmail(typed.email)
  const npi = typed.npi.trim() === '' ? ({ ok: true, npi: null } as const) : parseNpi(typed.npi)
  const username = parseUsername(typed.username, email.ok ? email.email : typed.email)
  if (code && first.ok && last.ok && email.ok && npi.ok && username.ok) {
    const name = `${first.name} ${last.name}`
    return { ok: true, entries: { code, name, email: email.email, npi: npi.npi, username: username.username } }
  }
  const wrong: (Refusal | null)[] = [
    code ? null : { reason: 'registration-code' },
    first.ok ? null : { reason: `first-name-${first.reason}` },
    last.ok ? null : { reason: `last-name-${last.reason}` },
    email.ok ? null : { reason: `email-${email.reason}` },
    npi.ok ? null : { reason: `npi-${npi.reason}` },
    username.ok ? null : { reason: `username-${username.reason}` },
  ]
  return { ok: false, refused: wrong.filter((refusal) => refusal !== null) }
}
