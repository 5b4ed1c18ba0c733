/** How the service fares, for machines: whether it works to anybody, the figures to whoever has `HEALTH_KEY`. */
import { Hono } from 'hono'
import { hours, minutes } from '../domain/policy.ts'
import type { ChannelFigures, Figures, Times } from '../storage/figures.ts'
import { type Instant, sameText } from '../system.ts'
import type { AppContext, AppEnv } from './context.ts'

const WITHIN = hours(1)
/** A message that waits longer than this means that the sweep does not run, or a provider takes nothing. */
const TOO_LONG_DUE = minutes(3)

export const health = new Hono<AppEnv>().get('/', async (c) => {
  const { now } = c.var.visit
  const figures = await c.var.health.figures(now, WITHIN)
  const troubles = troublesOf(figures, now)
  const status = troubles.length ? 'degraded' : 'ok'
  return c.json(hasKey(c) ? { status, troubles, now: inSeconds(now), ...shown(figures, now) } : { status })
})

function hasKey(c: AppContext): boolean {
  const [key, given] = [c.var.health.key, c.req.header('Authorization')]
  return key !== undefined && given !== undefined && sameText(`Bearer ${key}`, given)
}

/** What an operator should look at, each in a few words. */
const troublesOf = ({ channels, switches, providers }: Figures, now: Instant): string[] => [
  ...switches.map(({ channel }) => `${channel} is switched off`),
  ...providers.filter(({ downUntil }) => downUntil > now).map(({ name }) => `${name} is down`),
  ...channels.filter((of) => waits(of, now)).map(({ channel }) => `${channel} waits to be sent`),
]

const waits = ({ oldestDueAt }: ChannelFigures, now: Instant): boolean => oldestDueAt !== null && now - oldestDueAt > TOO_LONG_DUE

/** Times are seconds since 1970, lengths of time seconds. */
const shown = ({ channels, today, providers, switches, alarms, hooks }: Figures, now: Instant) => ({
  within: inSeconds(WITHIN),
  channels: Object.fromEntries(channels.map((of) => [of.channel, channelShown(of, now)])),
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

const inSeconds = (ms: number): number => Math.round(ms) / 1000
