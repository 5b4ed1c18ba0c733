import type { RequestNote } from '../../../src/carrier/requests.ts'
import type { Purpose } from '../../../src/domain/challenge.ts'
import { codeDigest } from '../../../src/domain/code.ts'
import { TOO_LATE_TO_SEND } from '../../../src/domain/policy.ts'
import { keyring } from '../../../src/system.ts'
import type { Message } from '../mailbox.ts'
import { rows } from '../rows.ts'
import type { Stack } from '../stack.ts'
import type { SoakClock } from './clock.ts'

/** What the carrier has, beside what the database says of it. */
export async function everything({ carrier }: Pick<Stack, 'carrier'>) {
  const get = async <T>(what: string) => (await (await fetch(`${carrier}/carrier/${what}`)).json()) as T[]
  return { messages: await get<Message>('messages'), requests: await get<RequestNote>('requests') }
}

const CODE = /(?<!\d)(\d{6}|\d{3}[ -]\d{3})(?!\d)/

/** Codes that reached somebody and that no opened code of a message to them accounts for. */
export async function unstoredCodes(stack: Stack, messages: readonly Message[]): Promise<string[]> {
  const keys = keyring(new TextEncoder().encode(stack.environment.SECRET_KEY ?? ''))
  const stored = await rows(
    stack,
    `select d.destination, d.flow_id, d.purpose, c.digest from deliveries d
      join codes c on c.challenge_id = d.challenge_id and c.send = d.send and c.opened_at is not null`,
  )
  const known = Map.groupBy(stored, (row) => String(row.destination))
  return messages.flatMap(({ channel, to, text }) => {
    const code = channel === 'voice' ? undefined : CODE.exec(text)?.[1]?.replace(/\D/g, '')
    if (!code) return []
    const accounted = known.get(to)?.some((row) => codeDigest(keys, String(row.flow_id), row.purpose as Purpose, code) === row.digest)
    return accounted ? [] : [`${channel} to ${to}`]
  })
}

/** Requests that reached a provider though their message was no longer to be sent. A jump of the clock is not felt under way. */
const UNDER_WAY = 400
export async function lateRequests(stack: Stack, requests: readonly RequestNote[], clock: SoakClock): Promise<string[]> {
  const expiry = new Map(
    (await rows(stack, 'select id, expires_at from deliveries')).map((row) => [String(row.id), Number(row.expires_at)]),
  )
  return requests.flatMap(({ idempotencyKey, commandId, at, path }) => {
    const ends = expiry.get(idempotencyKey ?? commandId ?? '')
    return ends !== undefined && clock.at(Date.parse(at) - UNDER_WAY) > ends - TOO_LATE_TO_SEND ? [`${path} ${at}`] : []
  })
}

/** Everything that is known of the messages to an address, for whoever looks into what went wrong. */
export async function courseOf(stack: Stack, requests: readonly RequestNote[], to: string): Promise<string> {
  const stored = await rows(stack, 'select * from deliveries where destination = ? order by created_at', to)
  const asked = requests.filter((request) => request.to === to)
  return [...stored, ...asked].map((each) => JSON.stringify(each)).join('\n')
}

/** What occurs more than so often. */
export function moreThan(times: number, all: readonly (string | null)[]): string[] {
  const groups = Map.groupBy(
    all.filter((each) => each !== null),
    (each) => each,
  )
  return [...groups].flatMap(([each, { length }]) => (length > times ? [`${each}: ${length}`] : []))
}

/** Rows that must not be there, by the sentence that they break. */
const FORBIDDEN = {
  'an account is registered by email alone, or without a proved factor': `select a.id from accounts a where a.username like 'guest-%' and a.registered_at is not null and not exists
    (select 1 from authenticators x where x.account_id = a.id and x.kind = a.method)`,
  'an account is registered without a used challenge of each factor': `select x.id from authenticators x join accounts a on a.id = x.account_id where a.username like 'guest-%' and not exists
    (select 1 from challenges c join flows f on f.id = c.flow_id where f.account_id = a.id and c.destination = x.address and c.consumed_at is not null)`,
  'a registration ended without exactly one session': `select f.id from flows f where f.step = 'registered' and (select count(*) from sessions s where s.flow_id = f.id) <> 1`,
  'a session belongs to no finished flow': `select s.id from sessions s left join flows f on f.id = s.flow_id where f.id is null or f.step not in ('registered', 'logged-in')`,
  'a challenge was tried too often': 'select id from challenges where attempts > 5',
  'a message waits though it has expired': `select id from deliveries where state = 'due'`,
} as const

export type Rule = keyof typeof FORBIDDEN

export async function brokenRules(stack: Stack): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [rule, sql] of Object.entries(FORBIDDEN)) found[rule] = (await rows(stack, sql)).length
  return found
}

export const NONE_BROKEN = Object.fromEntries(Object.keys(FORBIDDEN).map((rule) => [rule, 0]))
