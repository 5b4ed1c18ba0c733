import type { Keyring } from '../system.ts'
import { emailKey } from './email.ts'
import { withoutInvisible } from './invisible.ts'
import { USERNAME_LONGEST, USERNAME_SHORTEST } from './policy.ts'

/** The form a username is looked up in: `John`, `JOHN` and full-width `ｊｏｈｎ ` are one person. */
export const usernameKey = (typed: string): string => withoutInvisible(typed.normalize('NFKC')).trim().toLowerCase()

export type UsernameRefusal = 'missing' | 'too-short' | 'too-long' | 'signs' | 'not-your-address'

export type ParsedUsername = { ok: true; username: string } | { ok: false; reason: UsernameRefusal }

/**
 * A username that somebody chooses. Plain letters only, so that no two look alike. One with an @ must be their own address: people log
 * in with theirs, too, and would find this account in place of their own.
 * @param email the person's own
 */
export function parseUsername(typed: string, email: string): ParsedUsername {
  const username = withoutInvisible(typed.normalize('NFKC')).trim()
  const reason = whyNot(username, email)
  return reason ? { ok: false, reason } : { ok: true, username }
}

function whyNot(username: string, email: string): UsernameRefusal | null {
  if (username === '') return 'missing'
  if (!/^[A-Za-z0-9._@-]+$/.test(username)) return 'signs'
  if (username.length < USERNAME_SHORTEST) return 'too-short'
  if (username.length > USERNAME_LONGEST) return 'too-long'
  return username.includes('@') && usernameKey(username) !== emailKey(email) ? 'not-your-address' : null
}

/** A username that somebody asks for, with what it is looked up by. */
export type WantedName = { username: string; key: string; neighbourKey: string }

export function wantedName(keys: Keyring, username: string): WantedName {
  const key = usernameKey(username)
  return { username, key, neighbourKey: keys.digest('neighbour', key) }
}
