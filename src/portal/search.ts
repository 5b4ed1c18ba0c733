import { or, type SQL, sql } from 'drizzle-orm'
import { cases } from './schema.ts'

export const LONGEST_SEARCH = 64

/** What was typed, for the page, and what is looked for: people paste "# 26-104417" and type "26 104417". */
export interface Search {
  text: string
  key: string
}

/** Null when nothing was typed. */
export function searchFor(typed: string | undefined): Search | null {
  const text = (typed ?? '').trim().slice(0, LONGEST_SEARCH)
  if (!text) return null
  const key = text.normalize('NFKC').toUpperCase()
  return { text, key: key.replace(/[^\p{L}\p{N}]/gu, '') }
}

/** A case number, program number or consumer ID that contains what was typed. `instr`, since `like` would read % and _ as more than themselves. */
export function matching({ key }: Search): SQL | undefined {
  if (!key) return sql`false`
  const columns = [cases.caseNumber, cases.programNumber, cases.consumerId]
  return or(...columns.map((column) => sql`instr(replace(replace(upper(${column}), '-', ''), ' ', ''), ${key}) > 0`))
}
