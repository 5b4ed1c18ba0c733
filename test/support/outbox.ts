import { setTimeout as wait } from 'node:timers/promises'
import type { Row } from '@libsql/client'
import { sweepWorker } from '../../src/cli/ground/sweep.ts'
import { rows } from './rows.ts'
import type { Stack } from './stack.ts'

/** The outbox of a stack: what is kept of messages, and the minute that sends what no request could send. */

/** The messages to an address, oldest first. */
export const deliveriesTo = (stack: Stack, to: string): Promise<Row[]> =>
  rows(stack, 'select * from deliveries where destination = ? order by created_at', to)

/** As if the minute had struck. Only for stacks on workerd: Deno has a clock of its own. */
export const sweep = (stack: Stack): Promise<void> => sweepWorker(Number(new URL(stack.origin).port))

/** Lets the time pass for which the messages to an address are left alone, then the minute strikes. */
export async function sweepAfterRest(stack: Stack, to: string): Promise<void> {
  await rows(stack, "update deliveries set leased_until = 0 where destination = ? and state = 'due'", to)
  await sweep(stack)
}

/** As if nothing had failed before: what other tests let fail must not be an outage here. */
export const providersAreWell = (stack: Stack): Promise<unknown> => rows(stack, 'delete from providers')

const BETWEEN_LOOKS = 40
const PATIENCE = 10_000

/** Waits until the latest message to an address stands so. */
export const becomes = (stack: Stack, to: string, state: string): Promise<Row> => latestOnce(stack, to, state, (row) => row.state === state)

/** Waits until it is written down what came of handing the latest message to its provider. */
export const marked = (stack: Stack, to: string): Promise<Row> =>
  latestOnce(stack, to, 'marked', (row) => Number(row.updated_at) > Number(row.created_at))

async function latestOnce(stack: Stack, to: string, what: string, stands: (row: Row) => boolean): Promise<Row> {
  for (const deadline = Date.now() + PATIENCE; ; await wait(BETWEEN_LOOKS)) {
    const latest = (await deliveriesTo(stack, to)).at(-1)
    if (latest && stands(latest)) return latest
    if (Date.now() > deadline) throw new Error(`The message to ${to} was not ${what} in time: it is ${latest?.state ?? 'not there'}`)
  }
}
