import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { type Case, cases, type Entries, messages } from './schema.ts'
import { matching, type Search } from './search.ts'

/** More than this is no longer a glance: the list of all cases has the rest. */
export const CASES_SHOWN = 50
export const CASES_A_PAGE = 25

/** What the home page says of one person's work. */
export interface Home {
  notSubmitted: number
  submitted: number
  newMessages: number
  /** The latest first, at most `CASES_SHOWN`. */
  saved: Case[]
}

export async function homeOf(database: Database, subject: string): Promise<Home> {
  const mine = eq(cases.subject, subject)
  const [states, unread, saved] = await database.batch([
    database.select({ state: cases.state, cases: count() }).from(cases).where(mine).groupBy(cases.state),
    database
      .select({ messages: count() })
      .from(messages)
      .where(and(eq(messages.subject, subject), isNull(messages.readAt))),
    database
      .select()
      .from(cases)
      .where(and(mine, eq(cases.state, 'saved')))
      .orderBy(desc(cases.lastModified))
      .limit(CASES_SHOWN),
  ])
  const counted = (state: Case['state']) => states.find((row) => row.state === state)?.cases ?? 0
  return { notSubmitted: counted('saved'), submitted: counted('submitted'), newMessages: unread[0]?.messages ?? 0, saved }
}

export interface Wanted {
  search: Search | null
  /** null: both. */
  state: Case['state'] | null
  /** From 1. */
  page: number
}

export interface Listed extends Wanted {
  found: Case[]
  /** True when there is another page. */
  more: boolean
}

/** One page of one person's cases, the latest first. */
export async function casesOf(database: Database, subject: string, wanted: Wanted): Promise<Listed> {
  const { search, state, page } = wanted
  const rows = await database
    .select()
    .from(cases)
    .where(and(eq(cases.subject, subject), state ? eq(cases.state, state) : undefined, search ? matching(search) : undefined))
    .orderBy(desc(cases.lastModified), desc(cases.caseNumber))
    .limit(CASES_A_PAGE + 1)
    .offset((page - 1) * CASES_A_PAGE)
  return { ...wanted, found: rows.slice(0, CASES_A_PAGE), more: rows.length > CASES_A_PAGE }
}

const one = (subject: string, id: string) => and(eq(cases.subject, subject), eq(cases.id, id))

export const findCase = async (database: Database, subject: string, id: string): Promise<Case | null> =>
  (await database.select().from(cases).where(one(subject, id)))[0] ?? null

interface Kept {
  subject: string
  id: string
  entries: Entries
  state: Case['state']
  now: number
  /** Today as ISO 8601 writes it, where the portal is. */
  today: string
}

/**
 * Saves or submits a case. A form that is sent twice, by a double click or after the Back button, is one case, and the later
 * entries are kept; a case that was submitted stays as it is.
 * @returns false when other entries than these had been submitted before: nothing was changed
 */
export async function keepCase(database: Database, { subject, id, entries, state, now, today }: Kept): Promise<boolean> {
  const written = await database
    .insert(cases)
    .values({ subject, id, caseNumber: nextNumber(today), ...entries, state, lastModified: now })
    .onConflictDoUpdate({
      target: [cases.subject, cases.id],
      set: { ...entries, state, lastModified: now },
      setWhere: eq(cases.state, 'saved'),
    })
    .returning({ id: cases.id })
  if (written.length) return true
  const before = await findCase(database, subject, id)
  return (Object.keys(entries) as (keyof Entries)[]).every((field) => entries[field] === before?.[field])
}

/** The year, and a number that nobody else gets: it is made while the row is written. Those below 1001 are left to samples. */
const nextNumber = (today: string) => {
  const latest = sql`max(cast(substr(${cases.caseNumber}, 4) as integer))`
  return sql`(select printf('%s-%06d', ${today.slice(2, 4)}, max(1000, coalesce(${latest}, 0)) + 1) from ${cases})`
}
