import { createClient, type InValue, type Row } from '@libsql/client'
import type { Stack } from './stack.ts'

/** Reads, or moves, what the database holds: where the row itself is the claim, or time has to pass. */
export async function rows({ database }: Stack, sql: string, ...values: InValue[]): Promise<Row[]> {
  const client = createClient({ url: database.url, authToken: database.token })
  try {
    return (await client.execute({ sql, args: values })).rows
  } finally {
    client.close()
  }
}

/** The number of rows that a query counts. */
export async function count(stack: Stack, table: string, where: string, ...values: InValue[]): Promise<number> {
  const [row] = await rows(stack, `select count(*) as n from ${table} where ${where}`, ...values)
  return Number(row?.n)
}

/** The flow of a person, whatever became of it. */
export const flowOf = async (stack: Stack, username: string): Promise<Row> => {
  const [row] = await rows(
    stack,
    'select flows.* from flows join accounts on accounts.id = account_id where username = ? order by created_at desc limit 1',
    username,
  )
  if (!row) throw new Error(`${username} has no flow`)
  return row
}

/** Lets so many seconds pass for the messages of a flow, as if they had been asked for earlier. */
export async function letPass(stack: Stack, flow: unknown, seconds: number): Promise<void> {
  const by = [seconds * 1000, String(flow)]
  await rows(stack, 'update challenges set last_sent_at = last_sent_at - ? where flow_id = ?', ...by)
  await rows(stack, 'update deliveries set created_at = created_at - ? where flow_id = ?', ...by)
}
