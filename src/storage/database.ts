import type { Client, InStatement, ResultSet } from '@libsql/client/web'
import type { Column, InferSelectModel, Table } from 'drizzle-orm'
import { getTableColumns } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/sqlite-proxy'

/** Builds statements, and runs none: drizzle's own batch loses the transaction mode. */
export const build = drizzle(() => Promise.reject(new Error('Statements run through Database.batch')))

/** A statement of drizzle's query builder. */
export interface Built {
  toSQL(): { sql: string; params: unknown[] }
}

/** One round trip: all statements in one write transaction, or none. */
export interface Database {
  batch(statements: readonly Built[]): Promise<ResultSet[]>
}

/** The database can't be asked: nothing was decided. Carries no statement and no value. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/**
 * @param connect makes a client. Over HTTP one is made for each batch: it costs no connection, and a client
 *   shared between requests of a Worker would resume one request's work inside another's.
 */
export function openDatabase(connect: () => Client): Database {
  return {
    async batch(statements) {
      try {
        return await connect().batch(statements.map(toStatement), 'write')
      } catch (cause) {
        throw new DatabaseUnavailable(describe(cause))
      }
    },
  }
}

function toStatement(built: Built): InStatement {
  const { sql, params } = built.toSQL()
  return { sql, args: params as never }
}

/** The error's class and code only: a message may quote values. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown fault'
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : ''
  return `${cause.name}${code}`
}

/** The rows of a `returning()` or `select()` over a whole table, in the table's own types. */
export function rowsOf<T extends Table>(table: T, result: ResultSet | undefined): InferSelectModel<T>[] {
  const columns = Object.entries(getTableColumns(table)) as [string, Column][]
  return (result?.rows ?? []).map(
    (row) =>
      Object.fromEntries(
        columns.map(([key, column]) => {
          const value = row[column.name]
          return [key, value === null || value === undefined ? null : column.mapFromDriverValue(value)]
        }),
      ) as InferSelectModel<T>,
  )
}

/** The same database, counting round trips: what a request cost is in its log line. */
export function counted(database: Database): { database: Database; trips(): number } {
  let trips = 0
  return {
    trips: () => trips,
    database: {
      batch(statements) {
        trips += 1
        return database.batch(statements)
      },
    },
  }
}
