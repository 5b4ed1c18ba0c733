import type { ResultSet } from '@libsql/client/web'
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type Built, build, rowsOf } from '../storage/database.ts'
import { CASES_SHOWN } from './home.ts'
import { type Case, cases } from './schema.ts'

export const LONGEST_SEARCH = 64

/** What was typed, for the page, and what is looked for: people paste "# 26-104417" and type "26 104417". */
export interface Search {
  text: string
  key: string
}

/** Null when nothing was typed. */
export function searchFor(typed: string | undefined): Search | null {
  const text = (typed ?? '').trim().slice(0, LONGEST_SEARCH)
  return text
    ? {
        text,
        key: text
          .normalize('NFKC')
          .toUpperCase()
          .replace(/[^\p{L}\p{N}]/gu, ''),
      }
    : null
}

export interface Matches {
  found: Case[]
  /** True when there are more than are shown. */
  more: boolean
}

/** One person's cases whose case number, program number or consumer ID contains what was typed. `subject`: see `homeStatements`. */
export const searchStatements = (subject: SQL, { key }: Search): Built[] => [
  build
    .select()
    .from(cases)
    .where(and(eq(cases.subject, subject), key ? containsIn([cases.caseNumber, cases.programNumber, cases.consumerId], key) : sql`false`))
    .orderBy(desc(cases.lastModified))
    .limit(CASES_SHOWN + 1),
]

/** `instr`, since `like` would read % and _ as more than themselves. */
function containsIn(columns: SQLiteColumn[], key: string): SQL {
  const each = columns.map((column) => sql`instr(replace(replace(upper(${column}), '-', ''), ' ', ''), ${key}) > 0`)
  return sql`(${sql.join(each, sql` or `)})`
}

export function matchesOf([result]: readonly ResultSet[]): Matches {
  const rows = rowsOf(cases, result)
  return { found: rows.slice(0, CASES_SHOWN), more: rows.length > CASES_SHOWN }
}
