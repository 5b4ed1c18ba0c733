/**
 * What was asked of the providers, without the bodies: so that a test can count.
 */
import { createArchive } from './archive.ts'

export type Provider = 'resend' | 'sendgrid' | Account
/** Two accounts at Telnyx, told apart by their keys. */
export type Account = 'telnyx' | 'telnyx-2'

export interface RequestNote {
  at: string
  provider: Provider
  method: string
  path: string
  to: string | null
  idempotencyKey: string | null
  commandId: string | null
  /** null until it is answered; `reset` where the connection was cut after the request had been accepted. */
  status: number | 'reset' | null
}

export interface Requests {
  note(note: Omit<RequestNote, 'at' | 'status'>): RequestNote
  all(): RequestNote[]
  clear(): void
}

export function createRequests(limit = 50_000): Requests {
  const notes = createArchive<RequestNote>(limit)
  let count = 0
  return {
    note(asked) {
      const note: RequestNote = { at: new Date().toISOString(), ...asked, status: null }
      notes.put(String(count++), note)
      return note
    },
    all: notes.all,
    clear: notes.clear,
  }
}
