import type { ResultSet } from '@libsql/client/web'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type Built, build, rowsOf } from '../storage/database.ts'
import { type Case, cases, messages } from './schema.ts'

/** More than this is no longer a glance: the search finds the rest. */
export const CASES_SHOWN = 50

/** What the home page says of one person's work. */
export interface Home {
  notSubmitted: number
  submitted: number
  newMessages: number
  /** The latest first, at most `CASES_SHOWN`. */
  saved: Case[]
}

/**
 * @param subject yields whose home it is. An expression, so that the session and the home are read in the same round
 *   trip; where it yields null, nothing is found.
 */
export const homeStatements = (subject: SQL): Built[] => [
  build
    .select({ state: cases.state, cases: sql`count(*)`.as('cases') })
    .from(cases)
    .where(eq(cases.subject, subject))
    .groupBy(cases.state),
  build
    .select({ unread: sql`count(*)`.as('unread') })
    .from(messages)
    .where(and(eq(messages.subject, subject), isNull(messages.readAt))),
  build
    .select()
    .from(cases)
    .where(and(eq(cases.subject, subject), eq(cases.state, 'saved')))
    .orderBy(desc(cases.lastModified))
    .limit(CASES_SHOWN),
]

/** @param results what `homeStatements` brought, in their order */
export function homeOf([counts, unread, saved]: readonly ResultSet[]): Home {
  const count = (state: Case['state']) => Number(counts?.rows.find((row) => row.state === state)?.cases ?? 0)
  return {
    notSubmitted: count('saved'),
    submitted: count('submitted'),
    newMessages: Number(unread?.rows[0]?.unread ?? 0),
    saved: rowsOf(cases, saved),
  }
}
