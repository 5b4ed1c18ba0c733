import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { RECOVERY_MOVES } from '../domain/recovery.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { build } from './database.ts'
import { clearFailures } from './failures.ts'
import { accountInUse, accountOf, all, codeSubject, flowAt, flowMoved } from './guards.ts'
import { letterTo } from './letters.ts'
import { FORGOTTEN, moveOn, rotated, type Step } from './moves.ts'
import { cancelRequest } from './phone-requests.ts'
import { forgetBrowsers } from './remembered.ts'
import { accounts, flows, sessions } from './schema.ts'

/** The new password, in the batch that ends everything the old one opened. Nobody is signed in by it. */
export function replacePassword(visit: FlowVisit, passwordHash: string, deliveryId: string): Step {
  const { now } = visit
  const done = flowMoved(visit)
  const account = accountOf(visit)
  const ended = { step: sql`'recovered'`, endedAt: now, ...FORGOTTEN, ...rotated(visit, 'new-password') }
  return {
    deliveryId,
    statements: [
      ...moveOn(visit, all(flowAt(visit, RECOVERY_MOVES['new-password']), accountInUse), ended, 'password-recovered').statements,
      build
        .update(accounts)
        .set({ passwordHash })
        .where(and(eq(accounts.id, account), done)),
      build
        .update(sessions)
        .set({ endedAt: now })
        .where(and(eq(sessions.accountId, account), isNull(sessions.endedAt), done)),
      build
        .update(flows)
        .set({ endedAt: now })
        .where(and(eq(flows.accountId, account), ne(flows.id, visit.ticket.id), isNull(flows.endedAt), done)),
      forgetBrowsers(account, now, done),
      clearFailures(sql`'password:' || (select ${accounts.neighbourKey} from ${accounts} where ${accounts.id} = ${account})`, done),
      clearFailures(codeSubject(account), done),
      // A phone that was shown is not lost. Whoever was told of a request hears within the minute that it is cancelled.
      ...cancelRequest(visit, account, `${deliveryId}-not`, sql`${done} and ${showedPhone(visit)}`),
      ...letterTo(visit, { id: deliveryId, kind: 'password-changed' }, account, done),
    ],
  }
}

const showedPhone = (visit: FlowVisit): SQL =>
  sql`(select ${flows.phoneProvedAt} from ${flows} where ${flows.id} = ${visit.ticket.id}) is not null`
