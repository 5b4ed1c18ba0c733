import type { Outbox } from '../journey/ports.ts'
import { hand, mark, type OutboxDeps } from './outbox.ts'

/** Messages of one sweep. A Worker may make 50 outgoing requests, and each message takes two. */
const AT_ONCE = 20

/** Sends what no request could send, and forgets what expired a day ago. Runs every minute; two at once share the work by lease. */
export async function sweep(deps: OutboxDeps & { deliveries: Outbox }): Promise<{ handed: number }> {
  const now = deps.system.now()
  const due = await deps.deliveries.claim(now, deps.system.id(), AT_ONCE)
  for (const message of due) await mark(deps, message, await hand(deps, message))
  await deps.deliveries.purge(now)
  return { handed: due.length }
}
