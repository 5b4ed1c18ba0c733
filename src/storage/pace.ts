/** How fast mail may leave. */
import { and, eq, gt, sql } from 'drizzle-orm'
import { seconds } from '../domain/policy.ts'
import type { Instant } from '../system.ts'
import { type Built, build } from './database.ts'
import { deliveries, pace } from './schema.ts'
import { statement } from './statements.ts'

/**
 * Keeps the setting where every isolate finds it. A queue is never longer than the mails that are in it: turns that a clock gave out which
 * was ahead are taken back.
 */
export function setPace(now: Instant, emailsPerSecond: number): Built[] {
  const gap = Math.ceil(seconds(1) / emailsPerSecond)
  const end = sql`${now} + ${gap} * (1 + (select count(*) from ${deliveries} where ${deliveries.state} = 'due' and ${deliveries.channel} = 'email'))`
  return [
    statement(sql`insert into ${pace} (channel, next_at, gap) values ('email', ${now}, ${gap})
      on conflict (channel) do update set gap = excluded.gap, next_at = min(next_at, max(${end}, ${now}))`),
    build
      .update(deliveries)
      .set({ leasedUntil: now })
      .where(and(eq(deliveries.state, 'due'), eq(deliveries.channel, 'email'), gt(deliveries.notBefore, sql`${end}`))),
  ]
}
