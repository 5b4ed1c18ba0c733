/**
 * Resend's `Idempotency-Key`: for 24 hours the same key brings the same answer, and another body is refused.
 * A request that was refused is not remembered.
 */
import { createArchive } from '../archive.ts'

const KEPT = 24 * 60 * 60 * 1000

export interface Idempotency {
  look(key: string, body: string): 'new' | 'other-body' | { id: string }
  keep(key: string, body: string, id: string): void
}

export function createIdempotency(): Idempotency {
  const entries = createArchive<{ body: string; id: string; at: number }>(10_000)
  return {
    look(key, body) {
      const entry = entries.get(key)
      if (!entry || Date.now() - entry.at > KEPT) return 'new'
      return entry.body === body ? { id: entry.id } : 'other-body'
    },
    keep: (key, body, id) => entries.put(key, { body, id, at: Date.now() }),
  }
}
