/** How the service fares, for machines: whether it works to anybody, the figures to whoever has `HEALTH_KEY`. */
import { Hono } from 'hono'
import { hours, minutes } from '../domain/policy.ts'
import type { ChannelFigures, Figures, Standing, Times } from '../storage/figures.ts'
import { type Instant, sameText } from '../system.ts'
import type { AppContext, AppEnv } from './context.ts'

const WITHIN = hours(1)
/** A message that waits longer than this means that the sweep does not run, or a provider takes nothing. */
const TOO_LONG_DUE = minutes(3)

export const health = new Hono<AppEnv>().get('/', async (c) => {
  const { now } = c.var.visit
  const troubles = troublesOf(await c.var.health.standing(), now)
  const status = troubles.length ? 'degraded' : 'ok'
  if (!hasKey(c)) return c.json({ status })
  const figures = await c.var.health.figures(now, WITHIN)
  return c.json({ status, troubles, now: inSeconds(now), ...shown(figures, now, c.var.health.spendPerDay) })
})

function hasKey(c: AppContext): boolean {
  const [key, given] = [c.var.health.key, c.req.header('Authorization')]
  return key !== undefined && given !== undefined && sameText(`Bearer ${key}`, given)
}

/** What an operator should look at, each in a few words. */
const troublesOf = ({ waiting, switches, providers }: Standing, now: Instant): string[] => [
  ...switches.map(({ channel }) => `${channel} is switched off`),
  ...providers.filter(({ downUntil }) => downUntil > now).map(({ name }) => `${name} is down`),
  ...waiting.filter(({ since }) => now - since > TOO_LONG_DUE).map(({ channel }) => `${channel} waits to be sent`),
]

/** Times are seconds since 1970, lengths of time seconds. */
const shown = ({ channels, spent, today, providers, switches, alarms, hooks }: Figures, now: Instant, limit: number) => ({
  within: inSeconds(WITHIN),
  channels: Object.fromEntries(channels.map((of) => [of.channel, channelShown(of, now)])),
  spend: { today: inDollars(spent), limit: inDollars(limit) },
  today: today.map(({ channel, country, messages }) => ({ channel, ...(country && { country }), messages })),
  providers: providers.map(({ name, failures, downUntil }) => ({
    name,
    failures,
    downUntil: downUntil > now ? inSeconds(downUntil) : null,
  })),
  switches: switches.map(({ channel, reason, since }) => ({ channel, reason, since: inSeconds(since) })),
  alarms: alarms.map(({ kind, subject, count, lastAt }) => ({ kind, subject, count, lastAt: inSeconds(lastAt) })),
  webhooks: hooks,
})

function channelShown(
  { messages, due, oldestDueAt, sent, delivered, failed, codes, used, toDeliver, toUse }: ChannelFigures,
  now: Instant,
) {
  return {
    ...{ messages, due, longestDue: oldestDueAt === null ? 0 : inSeconds(now - oldestDueAt) },
    ...{ sent, delivered, failed, codes, used, conversion: codes ? Number((used / codes).toFixed(3)) : null },
    ...{ toDeliver: timesShown(toDeliver), toUse: timesShown(toUse) },
  }
}

const timesShown = (times: Times | null) => times && { p50: inSeconds(times.p50), p95: inSeconds(times.p95) }

const inDollars = (millionths: number): number => Math.round(millionths / 100) / 10_000

const inSeconds = (ms: number): number => Math.round(ms) / 1000
