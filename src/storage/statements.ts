import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { type SQLiteColumn, SQLiteSyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Built } from './database.ts'

const dialect = new SQLiteSyncDialect()

/** A statement written in SQL, with tables and columns of the schema in it. */
export const statement = (text: SQL): Built => ({ toSQL: () => dialect.sqlToQuery(text) })

type Values<T extends SQLiteTable> = { [K in keyof T['$inferInsert']]: T['$inferInsert'][K] | SQL }

/** Inserts one row if the condition holds: what a batch's later statements are made of. */
export function insertWhen<T extends SQLiteTable>(table: T, values: Values<T>, condition: SQL, onConflict: SQL = sql``): Built {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const names = given.map(([key]) => sql.identifier(columnOf(columns, key).name))
  const places = given.map(([key, value]) => (isSql(value) ? sql`(${value})` : sql`${sql.param(value, columnOf(columns, key))}`))
  return statement(
    sql`insert into ${table} (${sql.join(names, sql`, `)}) select ${sql.join(places, sql`, `)} where ${condition} ${onConflict}`,
  )
}

function columnOf(columns: Record<string, SQLiteColumn>, key: string): SQLiteColumn {
  const column = columns[key]
  if (!column) throw new TypeError(`no column ${key}`)
  return column
}

const isSql = (value: unknown): value is SQL => typeof value === 'object' && value !== null && 'getSQL' in value
