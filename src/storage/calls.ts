import { eq, gte, lt } from 'drizzle-orm'
import { STATES } from '../domain/delivery.ts'
import { MAIL_REST } from '../domain/policy.ts'
import type { Calls } from '../journey/ports.ts'
import { build, type Database, rowsOf } from './database.ts'
import { setState } from './deliveries.ts'
import { disownCall } from './disowned-calls.ts'
import { dueOf } from './due.ts'
import { all } from './guards.ts'
import { judgedOf, judgeKeys } from './keyed-digits.ts'
import { awaited, callOf, named, newsOf, returning, takeIn, takenIn } from './reports.ts'
import { deliveries } from './schema.ts'
import { suppress } from './suppressions.ts'

const isMail = eq(deliveries.channel, 'email')

/** What providers report of messages and calls: taken in once, whatever the order. */
export function callsIn(database: Database): Calls {
  return {
    async report(visit, about, state, detail) {
      const which = all(named(about), takenIn(visit, about))
      const more = { providerId: about.providerId, ...(detail && { detail }), ...(about.code && { providerError: about.code }) }
      const [, told, moved] = await database.batch([
        ...takeIn(visit, about),
        returning(setState(which, visit.now, state, more)),
        ...(detail === 'invalid-address' || detail === 'suppressed'
          ? [suppress(visit, all(which, isMail), 'bounced', visit.now + MAIL_REST)]
          : []),
      ])
      return { call: callOf(rowsOf(deliveries, moved)[0]), news: newsOf(told) }
    },
    async complained(visit, about) {
      const which = all(named(about), takenIn(visit, about), isMail)
      const [, told] = await database.batch([...takeIn(visit, about), suppress(visit, which, 'complained', visit.now + MAIL_REST)])
      return { news: newsOf(told) }
    },
    async meet(visit, about) {
      const mine = all(named(about), awaited(visit), lt(deliveries.rank, STATES.failed))
      const [, told, moved, waiting] = await database.batch([
        ...takeIn(visit, about),
        returning(setState(all(mine, takenIn(visit, about)), visit.now, 'asked', { providerId: about.providerId })),
        build.select().from(deliveries).where(mine),
      ])
      const news = newsOf(told)
      const met = callOf(rowsOf(deliveries, moved)[0])
      if (met) return { next: { ask: met }, news }
      return { next: news !== 'repeated' && !waiting?.rows.length ? 'hang-up' : 'nothing', news }
    },
    async find(about) {
      const [found] = await database.batch([build.select().from(deliveries).where(named(about))])
      return callOf(rowsOf(deliveries, found)[0])
    },
    async judge(visit, about, call, entry) {
      const results = await database.batch([...takeIn(visit, about), ...judgeKeys(visit, about, call, entry)])
      return { judged: judgedOf(results.slice(2)), news: newsOf(results[1]) }
    },
    async disown(visit, about, call) {
      const results = await database.batch([...takeIn(visit, about), ...disownCall(visit, about, call)])
      return { disowned: rowsOf(deliveries, results[2]).length > 0, told: dueOf(results.at(-1))[0] ?? null, news: newsOf(results[1]) }
    },
    async hasEnded(visit, about) {
      const over = gte(deliveries.rank, STATES['too-many-tries'])
      const [, told, found] = await database.batch([
        ...takeIn(visit, about),
        build
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(all(named(about), takenIn(visit, about), over)),
      ])
      return { ended: (found?.rows.length ?? 0) > 0, news: newsOf(told) }
    },
  }
}
