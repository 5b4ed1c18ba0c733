/** How `npm run deliveries` shows what it read. Addresses are masked: whoever helps somebody knows theirs. */
import { maskEmail, maskPhone } from '../domain/mask.ts'
import type { ChannelFigures, Figures, Times } from '../storage/figures.ts'
import type { Ended, RecentMessage } from '../storage/recent-messages.ts'
import { type Instant, inUtc } from '../system.ts'
import { asTable } from './table.ts'

const CHANNEL_HEADINGS = ['channel', 'messages', 'due', 'sent', 'delivered', 'in vain', 'codes', 'used', 'delivered in', 'used in'] as const
const ENDED_HEADINGS = ['channel', 'state', 'provider', 'why', 'messages'] as const
const MESSAGE_HEADINGS = ['asked for', 'channel', 'what', 'state', 'provider', 'why', 'to', 'tries', 'delivered in', 'used in'] as const

type Recent = { ended: readonly Ended[]; messages: readonly RecentMessage[] }

/** Tables under headings, and what is out of the ordinary first. */
export function deliveriesReport(figures: Figures, { ended, messages }: Recent, now: Instant): string {
  const parts = [
    warnings(figures, now),
    figures.spent > 0 && `Spent today (UTC): $${(figures.spent / 1_000_000).toFixed(2)}`,
    figures.channels.length ? asTable(CHANNEL_HEADINGS, figures.channels.map(channelLine), 1) : 'No message was asked for in this time.',
    ended.length && asTable(ENDED_HEADINGS, ended.map(endedLine), 4),
    messages.length && asTable(MESSAGE_HEADINGS, messages.map(messageLine), 7),
  ]
  return parts.filter(Boolean).join('\n\n')
}

/** What is switched off, which providers are left alone, and what was an alarm today. */
function warnings({ switches, providers, alarms }: Figures, now: Instant): string {
  return [
    ...switches.map(({ channel, reason, since }) => `${channel} is switched off since ${toMinute(since)}: ${reason}`),
    ...providers.filter(({ downUntil }) => downUntil > now).map(({ name }) => `${name} does not answer as it should, and is left alone`),
    ...alarms.map(({ kind, subject, count, lastAt }) => `alarm: ${kind} ${subject}, ${count} times, last at ${toMinute(lastAt)}`),
  ].join('\n')
}

const channelLine = (of: ChannelFigures): string[] => [
  ...[of.channel, ...[of.messages, of.due, of.sent, of.delivered, of.failed, of.codes].map(String)],
  of.codes ? `${Math.round((100 * of.used) / of.codes)} %` : '',
  ...[of.toDeliver, of.toUse].map(timesShown),
]

/** Half of them, and nineteen in twenty. */
const timesShown = (times: Times | null): string => (times ? `${inSeconds(times.p50)} / ${inSeconds(times.p95)}` : '')

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const endedLine = ({ channel, state, provider, error, messages }: Ended): string[] => [channel, state, provider, error, String(messages)]

const messageLine = (message: RecentMessage): string[] => [
  ...[toMinute(message.createdAt), message.channel, message.kind, message.state, message.provider ?? ''],
  ...[message.providerError ?? message.detail ?? '', masked(message), String(message.tries)],
  ...[message.deliveredAt, message.provedAt].map((at) => (at === null ? '' : inSeconds(at - message.createdAt))),
]

/** `2026-11-24 10:02`, UTC. */
const toMinute = (at: Instant): string => inUtc(at).slice(0, 16).replace('T', ' ')

const masked = ({ channel, destination }: RecentMessage): string =>
  channel === 'email' ? maskEmail(destination) : maskPhone(destination).replaceAll('\u00a0', ' ')
