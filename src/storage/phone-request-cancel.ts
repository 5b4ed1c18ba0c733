import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import { CANCEL_TRIES, GUESSES_WINDOW, PHONE_REQUEST_OPEN, REPEAT_WINDOW } from '../domain/policy.ts'
import type { DueDelivery, Visit } from '../journey/ports.ts'
import type { CancelTry } from '../login/phone-requests.ts'
import { accountNamed, NOBODY, stamped } from './accounts.ts'
import { record } from './audit.ts'
import { build, type Database } from './database.ts'
import { dueOf } from './due.ts'
import { countInWindow } from './failures.ts'
import { all } from './guards.ts'
import { cancelRequest, toldStatement } from './phone-requests.ts'
import { phoneRequests } from './schema.ts'

/**
 * Cancels the open request of whoever has this name, if the code is its code. Tries are counted by client, and by client and request:
 * the same rows for a name that nobody has, or that asked for nothing; and nobody's wrong codes keep the owner, elsewhere, from cancelling.
 */
export async function cancelByCode(
  database: Database,
  visit: Visit,
  { key, digest, deliveryId }: CancelTry,
  guessesPerClient: number,
): Promise<{ cancelled: boolean; told: DueDelivery[] }> {
  const account = sql`${accountNamed(key)}`
  const client = sql`${`client:${visit.clientKey}`}`
  const tries = triesAt(account, visit)
  const right = all(stamped(visit, client), stamped(visit, tries), sql`${phoneRequests.cancelDigest} = ${digest}`)
  // Also for a form that is sent again, whose answer was lost.
  const cancelled = and(
    eq(phoneRequests.accountId, account),
    eq(phoneRequests.ending, 'cancelled'),
    gt(phoneRequests.endedAt, visit.now - REPEAT_WINDOW),
    right,
  )
  const refused = sql`${stamped(visit, tries)} and ${latestOf(account)} is not null
    and not exists (select 1 from ${phoneRequests} where ${cancelled})`
  const results = await database.batch([
    countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
    countInWindow(visit, tries, CANCEL_TRIES, PHONE_REQUEST_OPEN),
    ...cancelRequest(visit, account, deliveryId, right),
    record(visit, 'cancel-code-refused', { account }, refused),
    toldStatement(visit, account),
    build.select().from(phoneRequests).where(cancelled),
  ])
  return { cancelled: (results.at(-1)?.rows.length ?? 0) > 0, told: dueOf(results.at(-2)) }
}

const latestOf = (account: SQL): SQL =>
  sql`(select ${phoneRequests.id} from ${phoneRequests} where ${phoneRequests.accountId} = ${account} order by ${phoneRequests}.rowid desc limit 1)`

const triesAt = (account: SQL, { clientKey }: Visit): SQL =>
  sql`'cancel:' || coalesce(${latestOf(account)}, ${NOBODY}) || ${`:${clientKey}`}`
