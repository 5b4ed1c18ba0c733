import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Method } from '../domain/flow.ts'
import { FLOW_LIFETIME } from '../domain/policy.ts'
import type { Holder } from '../domain/step-up.ts'
import type { SessionTicket, Visit } from '../journey/ports.ts'
import type { NewStepUp, StepUps } from '../login/step-up.ts'
import { record } from './audit.ts'
import { type Built, build, type Database } from './database.ts'
import { liveSession } from './live-session.ts'
import { LOGIN_READS, loginRecordOf, readLogin } from './login-record.ts'
import { accounts, authenticators, flows, sessions } from './schema.ts'
import { insertWhen, statement } from './statements.ts'

/** Step-ups in libSQL: one round trip a verb. What follows is a login. */
export const stepUpsIn = (database: Database): StepUps => ({
  async look(session, { now }) {
    const [found] = await database.batch([readHolder(session, now)])
    return holderOf(found?.rows[0])
  },
  async open(visit, stepUp) {
    const results = await database.batch(open(visit, stepUp))
    return loginRecordOf(results.slice(-LOGIN_READS), visit, null)
  },
})

/** The password had the length that the email method asks for, or was shown to have it. */
const emailSuffices = sql`(coalesce(${accounts.method}, '') = 'email' or ' ' || ${sessions.amr} || ' ' like '% email %')`

const has = (kind: Method): SQL => sql`exists (select 1 from ${authenticators} where ${authenticators.accountId} = ${accounts.id}
  and ${authenticators.kind} = ${kind} and ${accounts.registeredAt} is not null)`

const readHolder = (session: SessionTicket, now: number): Built =>
  statement(sql`select ${accounts.name} as name, ${sessions.amr} as amr, ${sessions.createdAt} as since,
    ${has('phone')} as phone, ${has('email')} as email, ${emailSuffices} as email_suffices
    from ${sessions} join ${accounts} on ${accounts.id} = ${sessions.accountId} where ${liveSession(session, now)}`)

function holderOf(row: Record<string, unknown> | undefined): Holder | null {
  if (!row) return null
  return {
    ...{ name: String(row.name), amr: String(row.amr), since: Number(row.since) },
    kinds: (['phone', 'email'] as const).filter((kind) => row[kind]),
    emailSuffices: Boolean(row.email_suffices),
  }
}

/** A double click opens one: its secret follows from the browser's and the session's. Pressing the button is being there: the session is not idle. */
function open(visit: Visit, { id, secretHash, session, demands }: NewStepUp): Built[] {
  const { now, stamp } = visit
  const live = liveSession(session, now)
  const ofHolder = (column: SQL) =>
    sql`(select ${column} from ${sessions} join ${accounts} on ${accounts.id} = ${sessions.accountId} where ${live})`
  const account = ofHolder(sql`${accounts.id}`)
  const opened = sql`(select ${flows.id} from ${flows} where ${flows.secretHash} = ${secretHash} and ${flows.journey} = 'login'
    and ${flows.stepsUp} = ${session.id} and ${flows.endedAt} is null and ${flows.expiresAt} > ${now})`
  const fresh = sql`exists (select 1 from ${flows} where ${eq(flows.id, opened)} and ${flows.stamp} = ${stamp})`
  const doing = (kind: Method) => (demands === null || demands === kind ? has(kind) : sql`false`)
  return [
    insertWhen(
      flows,
      {
        ...{ id, accountId: account, secretHash, journey: 'login', step: 'send-code', stepsUp: session.id, demands },
        method: sql`coalesce(${demands}, ${ofHolder(sql`${accounts.method}`)}, 'phone')`,
        emailSuffices: ofHolder(emailSuffices),
        ...{ rotatedAt: now, createdAt: now, expiresAt: now + FLOW_LIFETIME, stamp },
      },
      sql`${opened} is null and ${ofHolder(sql`${doing('phone')} or (${emailSuffices} and ${doing('email')})`)}`,
    ),
    build.update(sessions).set({ seenAt: now }).where(and(live, fresh)),
    record(visit, 'step-up-opened', { account, flow: opened }, fresh),
    ...readLogin(opened, { ...visit, session }),
  ]
}
