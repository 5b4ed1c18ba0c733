import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { days } from '../domain/policy.ts'
import type { BrowserTicket, Visit } from '../journey/ports.ts'
import { type Built, build } from './database.ts'
import { rememberedBrowsers } from './schema.ts'
import { insertWhen } from './statements.ts'

/** In SQL: the id of this browser where it is remembered for the account; else null. */
export const rememberedFor = ({ id, hash }: BrowserTicket, account: SQL, now: number): SQL =>
  sql`(select ${rememberedBrowsers.id} from ${rememberedBrowsers} where ${and(
    eq(rememberedBrowsers.id, id),
    eq(rememberedBrowsers.secretHash, hash),
    eq(rememberedBrowsers.accountId, account),
    isNull(rememberedBrowsers.endedAt),
    gt(rememberedBrowsers.expiresAt, now),
  )})`

export const rememberBrowser = (visit: Visit, { id, hash }: BrowserTicket, account: SQL, forDays: number, condition: SQL): Built =>
  insertWhen(
    rememberedBrowsers,
    { id, accountId: account, secretHash: hash, createdAt: visit.now, expiresAt: visit.now + days(forDays) },
    condition,
    sql`on conflict (id) do nothing`,
  )

/** Every browser of the account has to show a code again. */
export const forgetBrowsers = (account: SQL, now: number, condition: SQL): Built =>
  build
    .update(rememberedBrowsers)
    .set({ endedAt: now })
    .where(and(eq(rememberedBrowsers.accountId, account), isNull(rememberedBrowsers.endedAt), condition))
