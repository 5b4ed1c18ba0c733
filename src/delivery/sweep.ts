import type { Outbox } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import { hand, mark, type OutboxDeps } from './outbox.ts'

/** Messages of one sweep. A Worker may make 50 outgoing requests, and each message takes two. */
const AT_ONCE = 20

type Alarms = { tell(now: Instant, id: string): Promise<{ kind: string; subject: string; count: number }[]> }

/** Sends what no request could send, and forgets what expired a day ago. Runs every minute; two at once share the work by lease. */
export async function sweep(deps: OutboxDeps & { deliveries: Outbox; alarms?: Alarms }): Promise<{ handed: number }> {
  const now = deps.system.now()
  for (const { kind, subject, count } of (await deps.alarms?.tell(now, deps.system.id())) ?? [])
    deps.note('alarm', { kind, subject, count: String(count) })
  const due = await deps.deliveries.claim(now, deps.system.id(), AT_ONCE)
  for (const message of due) await mark(deps, message, await hand(deps, message))
  await deps.deliveries.purge(now)
  return { handed: due.length }
}
