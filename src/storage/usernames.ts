import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Step as FlowStep } from '../domain/flow.ts'
import { FLOW_LIFETIME, USERNAMES_PER_JOIN } from '../domain/policy.ts'
import type { WantedName } from '../domain/username.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { stamped } from './accounts.ts'
import { type Built, build } from './database.ts'
import { countInWindow } from './failures.ts'
import { accountOf, flowIsAt } from './guards.ts'
import { accounts, authenticators, flows } from './schema.ts'

/** The key of somebody who has no name yet. `usernameKey` has no upper case, so nobody can type it. */
export const UNNAMED = 'Joining '

export const nameSubject = (account: SQL): SQL => sql`'names:' || ${account}`

/** Somebody else goes by this name already, or logs in with it as their address. Of the account at hand, which has to be `accounts`. */
const takenBySomebody = (
  key: SQL,
): SQL => sql`(exists (select 1 from accounts as other where other.username_key = ${key} and other.id <> ${accounts.id})
  or exists (select 1 from ${authenticators} where ${authenticators.kind} = 'email' and ${authenticators.addressKey} = ${key}
    and ${authenticators.accountId} <> ${accounts.id}))`

/** Read beside a flow and its account: the name that was asked for on joining is somebody else's. What was chosen has plain letters only. */
export const wantedIsTaken: SQL = sql`(${accounts.joinedWith} is not null and ${accounts.registeredAt} is null
  and ${takenBySomebody(sql`lower(${accounts.username})`)})`

/**
 * Takes the name for whoever joined, if it is free: this statement decides. Each try is counted, since it tells whether there is such a
 * name; what was not counted is not at the step, or was one too many.
 */
export function claimName(visit: FlowVisit, at: FlowStep, wanted: WantedName): Built[] {
  const account = accountOf(visit)
  const subject = nameSubject(account)
  return [
    countInWindow(visit, subject, USERNAMES_PER_JOIN, FLOW_LIFETIME, flowIsAt(visit, at)),
    build
      .update(accounts)
      .set({ username: wanted.username, usernameKey: wanted.key, neighbourKey: wanted.neighbourKey })
      .where(
        and(
          eq(accounts.id, account),
          sql`${accounts.joinedWith} is not null and ${accounts.registeredAt} is null`,
          stamped(visit, subject),
          sql`not ${takenBySomebody(sql`${wanted.key}`)}`,
        ),
      ),
  ]
}

/** The flow's account has a name: of those who join, the one that they ask for now. */
export const goesBy = (wanted: WantedName | null): SQL => sql`exists (select 1 from ${accounts} where ${accounts.id} = ${flows.accountId}
  and ${accounts.usernameKey} = ${wanted ? sql`${wanted.key}` : sql`lower(${accounts.usernameKey})`})`
