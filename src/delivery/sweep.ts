import type { DueDelivery, Mark, Outbox } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import type { Purse } from './failover.ts'
import { hand, mark, marking, type OutboxDeps } from './outbox.ts'

/** Messages of one sweep. */
const AT_ONCE = 40
/** A Worker may make 50 outgoing requests: the claim, the pace, the mails' marks and the purge are four of them. */
const REQUESTS = 46

type Alarms = { tell(now: Instant, id: string): Promise<{ kind: string; subject: string; count: number }[]> }

export type SweepDeps = OutboxDeps & { deliveries: Outbox; emailsPerSecond: number; alarms?: Alarms }

/** Sends what no request could send, and forgets what expired a day ago. Runs every minute; two at once share the work by lease. */
export async function sweep(deps: SweepDeps): Promise<{ handed: number }> {
  const now = deps.system.now()
  for (const { kind, subject, count } of (await deps.alarms?.tell(now, deps.system.id())) ?? [])
    deps.note('alarm', { kind, subject, count: String(count) })
  await deps.deliveries.setPace(now, deps.emailsPerSecond)
  const due = await deps.deliveries.claim(now, deps.system.id(), AT_ONCE)
  const purse = purseOf(REQUESTS)
  const [marks] = await Promise.all([
    // Each waits for its turn. Their marks can wait too: a mail that is handed over again has a key that makes it harmless.
    Promise.all(due.filter(({ channel }) => channel === 'email').map((mail) => sweptMail(deps, mail, purse))),
    toPhones(deps, due, purse),
  ])
  if (marks.length) await deps.deliveries.mark(deps.system.now(), ...marks)
  await deps.deliveries.purge(now)
  return { handed: due.length }
}

const sweptMail = async (deps: SweepDeps, mail: DueDelivery, purse: Purse): Promise<Mark> =>
  marking(deps, mail, await hand(deps, mail, purse))

/** One after the other, and each written down at once: a text that is handed over again is a second text. */
async function toPhones(deps: SweepDeps, due: readonly DueDelivery[], purse: Purse): Promise<void> {
  // For its mark, and for the question about its line.
  for (const message of due.filter(({ channel }) => channel !== 'email'))
    await mark(deps, message, purse.take(deps.lines ? 2 : 1) ? await hand(deps, message, purse) : 'not-yet')
}

function purseOf(requests: number): Purse {
  let left = requests
  return {
    take(many = 1) {
      if (left < many) return false
      left -= many
      return true
    },
  }
}
