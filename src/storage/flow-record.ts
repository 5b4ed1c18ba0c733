import type { ResultSet, Row } from '@libsql/client/web'
import { desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type Delivery, NEVER_ARRIVED } from '../domain/delivery.ts'
import type { Flow } from '../domain/flow.ts'
import type { Budget } from '../domain/refusal.ts'
import type { FlowState, OpenCode, Visit } from '../journey/ports.ts'
import type { FlowRecord } from '../registration/ports.ts'
import { type Built, build, rowsOf } from './database.ts'
import { all, disabled, emailTaken, subjectOfRow } from './guards.ts'
import { outages, outagesAt } from './outages.ts'
import { accounts, challenges, codes, deliveries, failures, flows } from './schema.ts'
import { statement } from './statements.ts'
import { wantedIsTaken } from './usernames.ts'

/**
 * The statements that end every batch of a flow: the flow as it now stands, and what its screen shows.
 * @param id of the flow, in SQL
 */
export function readFlow(id: SQL): Built[] {
  return [
    statement(sql`select ${flows}.*, ${accounts.username} as account_username, ${accounts.name} as account_name,
      ${accounts.passwordHash} as account_password_hash,
      ${accounts.disabledAt} as account_disabled_at, ${emailTaken} as email_taken, ${wantedIsTaken} as wanted_taken,
      (select ${failures.lockedUntil} from ${failures} where ${failures.subject} = ${subjectOfRow}) as codes_locked_until,
      (select 1 from ${failures} where ${failures.subject} = ${subjectOfRow} and ${disabled}) as codes_disabled,
      ${outages} as outages
      from ${flows} join ${accounts} on ${accounts.id} = ${flows.accountId} where ${flows.id} = ${id}`),
    build
      .select()
      .from(challenges)
      .where(eq(challenges.id, latestChallenge(id))),
    statement(sql`select ${codes}.*, exists (select 1 from ${deliveries} where ${eq(deliveries.flowId, id)}
      and ${deliveries.challengeId} = ${codes.challengeId} and ${deliveries.send} = ${codes.send}
      and ${inArray(deliveries.state, [...NEVER_ARRIVED])}) as lost
      from ${codes} where ${codes.challengeId} = ${latestChallenge(id)} and ${codes.openedAt} is not null order by ${codes.send}`),
    build
      .select()
      .from(deliveries)
      .where(all(eq(deliveries.flowId, id), sql`(${deliveries.challengeId} = ${latestChallenge(id)} or ${disownedLast(id)})`))
      .orderBy(desc(sql`${deliveries}.rowid`))
      .limit(1),
  ]
}

export const FLOW_READS = 4

// The one made last, not the one with the latest time: clocks of two places differ.
const latestChallenge = (flow: SQL): SQL => sql`(select ${challenges.id} from ${challenges}
  where ${eq(challenges.flowId, flow)} and ${isNull(challenges.retiredAt)} order by ${challenges}.rowid desc limit 1)`

/** A call that whoever answered had not asked for retires its challenge, and is told until something else is sent. */
const disownedLast = (
  flow: SQL,
): SQL => sql`(${deliveries.state} = 'not-asked' and ${deliveries}.rowid = (select max(rowid) from ${deliveries}
  where ${eq(deliveries.flowId, flow)} and ${deliveries.challengeId} is not null))`

type FlowRow = typeof flows.$inferSelect

/**
 * Null for a flow of another journey: its cookie is good for nothing here.
 * @param results those of `readFlow`, in their order
 * @param flowOf reads the journey's own part of the row
 */
export function flowStateOf<F>(
  journey: FlowRow['journey'],
  results: ResultSet[],
  visit: Visit,
  exceeded: Budget | null,
  flowOf: (row: FlowRow, account: Row) => F,
): FlowState<F> | null {
  const [flowResult, challengeResult, codeResult, deliveryResult] = results
  const [row] = rowsOf(flows, flowResult)
  const more = flowResult?.rows[0]
  const [challenge] = rowsOf(challenges, challengeResult)
  const [delivery] = rowsOf(deliveries, deliveryResult)
  if (!row || !more || row.journey !== journey || wasGivenUp(row, delivery)) return null
  return {
    flow: flowOf(row, more),
    secretHash: row.secretHash,
    formerHash: row.formerHash,
    formerMove: row.formerStep,
    rotatedAt: row.rotatedAt,
    expiresAt: row.expiresAt,
    endedAt: row.endedAt,
    finished: isFinished(row),
    disabled: more.account_disabled_at !== null,
    challenge: challenge ?? null,
    codes: rowsOf(codes, codeResult).flatMap((code, nth) => openCode(code, Boolean(codeResult?.rows[nth]?.lost))),
    delivery: delivery ? (delivery satisfies Delivery) : null,
    codesLockedUntil: numberOr(more.codes_locked_until, 0) > visit.now ? Number(more.codes_locked_until) : null,
    codesDisabled: Boolean(more.codes_disabled),
    outages: outagesAt(visit.now, more.outages),
    exceeded,
    moved: row.stamp === visit.stamp,
  }
}

export function flowRecordOf(results: ResultSet[], visit: Visit, exceeded: Budget | null): FlowRecord | null {
  const state = flowStateOf('registration', results, visit, exceeded, registrationOf)
  return state && { ...state, emailTaken: Boolean(results[0]?.rows[0]?.email_taken) }
}

const isFinished = ({ step }: FlowRow): boolean => step === 'registered' || step === 'logged-in' || step === 'recovered'

/** Cancelled, or left for too long: its entries are forgotten, and nothing goes on from it. Whom a call stopped is told so. */
const wasGivenUp = (row: FlowRow, delivery: Delivery | undefined): boolean =>
  row.endedAt !== null && !isFinished(row) && !(delivery?.state === 'not-asked' && row.journey !== 'registration')

const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)

const openCode = ({ send, channel, digest, expiresAt }: typeof codes.$inferSelect, lost: boolean): OpenCode[] =>
  channel && expiresAt !== null ? [{ send, channel, digest, expiresAt, lost }] : []

/** A row that breaks its step's promise is a fault of ours, and stops here. */
function registrationOf(row: FlowRow, account: Row): Flow {
  const subscriber = {
    id: row.id,
    accountId: row.accountId,
    username: String(account.account_username),
    name: String(account.account_name),
    resumed: row.resumedAt !== null && row.resumedAt >= row.rotatedAt,
  }
  const must = <T>(value: T | null): T => {
    if (value === null) throw new TypeError(`flow at ${row.step} lacks what its step needs`)
    return value
  }
  const email = () => ({ method: must(row.method), email: must(row.email) })
  const proved = () => ({ ...email(), emailProvedAt: must(row.emailProvedAt) })
  const password = () => ({ ...proved(), passwordHash: must(row.passwordHash) })
  switch (row.step) {
    case 'choose-method':
    case 'registered':
      return { ...subscriber, step: row.step }
    case 'give-email':
      return { ...subscriber, step: row.step, method: must(row.method), email: row.email }
    case 'verify-email':
      return { ...subscriber, step: row.step, ...email() }
    case 'set-password':
      return {
        ...{ ...subscriber, step: row.step, ...proved() },
        ...{ currentHash: String(account.account_password_hash), usernameTaken: Boolean(account.wanted_taken) },
      }
    case 'give-phone':
      return { ...subscriber, step: row.step, ...password(), phone: row.phone, extension: row.phoneExtension }
    case 'verify-phone':
      return { ...subscriber, step: row.step, ...password(), phone: must(row.phone), phoneProvedAt: row.phoneProvedAt }
    default:
      throw new TypeError(`a registration can't be at ${row.step}`)
  }
}
