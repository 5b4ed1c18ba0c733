import type { Passwords } from '../credentials/passwords.ts'
import { REFUSAL_FLOOR } from '../domain/policy.ts'
import { usernameKey } from '../domain/username.ts'
import type { Keyring } from '../system.ts'
import type { Accounts, BrowserTicket, PasswordTry, Subscriber, Visit } from './ports.ts'

export type PasswordDeps = { accounts: Accounts; passwords: Passwords; keys: Keyring; wait(ms: number): Promise<void> }

export type Proved = Pick<PasswordTry, 'failureSubject' | 'remembered'> & { subscriber: Subscriber }

/** Computed for a name nobody has, while nobody at all is there: the format does not matter, only that it takes its time. */
const NOBODY = ''

/**
 * The first half of every login. Known, unknown, resting, registered and disabled names are answered alike, after the work of one
 * password hash, until the password is right.
 * @param browser that may be remembered for the account
 * @returns null where it was wrong, no sooner than `REFUSAL_FLOOR`
 * @throws Busy
 */
export async function provePassword(
  deps: PasswordDeps,
  visit: Visit,
  typed: { username: string; password: string },
  browser: BrowserTicket | null = null,
): Promise<Proved | null> {
  const floor = deps.wait(REFUSAL_FLOOR)
  const key = usernameKey(typed.username)
  const seat = deps.passwords.seat()
  const found = await deps.accounts
    .tryPassword(visit, { key, neighbourKey: deps.keys.digest('neighbour', key) }, browser)
    .catch((fault) => {
      seat.leave()
      throw fault
    })
  if (found.tooMany) {
    // The same for every name, so nothing is told, and nobody else waits behind work that is for nothing.
    seat.leave()
    await floor
    return null
  }
  const { subscriber, decoy, failureSubject, remembered } = found
  const right = await seat.verify(subscriber?.passwordHash ?? decoy ?? NOBODY, typed.password)
  if (right && subscriber && found.allowed) return { subscriber, failureSubject, remembered }
  await floor
  return null
}
