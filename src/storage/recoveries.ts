import type { ResultSet } from '@libsql/client/web'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Way } from '../domain/login.ts'
import { RECOVERY_MOVES, type Recovery } from '../domain/recovery.ts'
import type { Budget } from '../domain/refusal.ts'
import type { FlowVisit, MovedTo, Visit } from '../journey/ports.ts'
import type { Recoveries, RecoveryRecord } from '../recovery/ports.ts'
import { concludeAttempt, spendAttempt } from './attempts.ts'
import { type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { retireAll } from './challenges.ts'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { dueOf, dueStatement } from './due.ts'
import { clearFailures } from './failures.ts'
import { FLOW_READS, flowStateOf, readFlow } from './flow-record.ts'
import { accountInUse, accountOf, all, codeMatches, flowAt, flowMoved, subjectOfFlow } from './guards.ts'
import { moveOn, rotated, type Step } from './moves.ts'
import { replacePassword } from './recovery-completion.ts'
import { openRecovery, sendRecoveryCode, usernameByMail } from './recovery-messages.ts'
import { accounts, authenticators, challenges, deliveries, flows } from './schema.ts'
import { sendAgain } from './send-again.ts'

/** Recoveries in libSQL: one round trip a verb. */
export function recoveriesIn(database: Database, ceilings: Ceilings, guessesPerClient: number): Recoveries {
  const run = async (visit: FlowVisit, step: Step): Promise<MovedTo<RecoveryRecord>> => {
    const results = await database.batch([
      ...(step.budget ? [step.budget] : []),
      ...step.statements,
      ...readRecovery(sql`${visit.ticket.id}`),
      ...(step.deliveryId ? [dueStatement(visit.now, eq(deliveries.id, step.deliveryId))] : []),
    ])
    return movedOf(results, visit, step)
  }
  return {
    async open(visit, recovery) {
      const opened = openRecovery(visit, recovery, ceilings, guessesPerClient)
      const results = await database.batch([
        ...opened.statements,
        ...readRecovery(opened.id),
        dueStatement(visit.now, eq(deliveries.id, recovery.deliveryId)),
      ])
      return movedOf(results, visit, { statements: [], deliveryId: recovery.deliveryId })
    },
    async sendUsername(visit, address) {
      const results = await database.batch([
        ...usernameByMail(visit, address, ceilings, guessesPerClient),
        dueStatement(visit.now, eq(deliveries.id, address.deliveryId)),
      ])
      return dueOf(results.at(-1))[0] ?? null
    },
    read: async (visit) => (await run(visit, { statements: [] })).record,
    sendMailAgain: (visit, message) => run(visit, sendMailAgain(visit, message, ceilings)),
    proveEmail: (visit, digest) => run(visit, proveEmail(visit, digest)),
    sendCode: (visit, code) => run(visit, sendRecoveryCode(visit, code, ceilings)),
    sendAgain: (visit, message) => run(visit, sendAgain(visit, 'check-phone', 'recovery-phone', message, ceilings)),
    chooseAgain: (visit) => run(visit, chooseAgain(visit)),
    provePhone: (visit, digest) => run(visit, provePhone(visit, digest)),
    setPassword: (visit, hash, deliveryId) => run(visit, replacePassword(visit, hash, deliveryId)),
  }
}

function movedOf(results: ResultSet[], visit: Visit, step: Step): MovedTo<RecoveryRecord> {
  const due = step.deliveryId ? (dueOf(results.at(-1))[0] ?? null) : null
  const reads = results.slice(results.length - RECOVERY_READS - (step.deliveryId ? 1 : 0))
  const exceeded = step.budget ? ((results[0]?.rows[0]?.exceeded ?? null) as Budget | null) : null
  return { record: recoveryRecordOf(reads, visit, exceeded), due }
}

/** Whatever stands in the way of the mail is not told to whoever has proved nothing yet. */
function sendMailAgain(visit: FlowVisit, message: Parameters<Recoveries['sendMailAgain']>[1], ceilings: Ceilings): Step {
  const destinationKey = sql`(select ${challenges.destinationKey} from ${challenges} where ${challenges.flowId} = ${visit.ticket.id}
    and ${challenges.purpose} = 'recovery-email' order by ${challenges}.rowid desc limit 1)`
  const to: Recipient = { destinationKey, account: accountOf(visit), flow: visit.ticket.id, channel: 'email', pool: 'asked' }
  const sent = sql`${destinationKey} <> '' and ${withinBudget(visit, to, ceilings)}`
  const { statements, deliveryId } = sendAgain(visit, 'check-email', 'recovery-email', message, ceilings, { silently: sent })
  return { statements, ...(deliveryId ? { deliveryId } : {}) }
}

/** The address is proved: from here on this is the account's own, and its wrong codes count for the account. */
function proveEmail(visit: FlowVisit, digest: string): Step {
  const phone = sql`exists (select 1 from ${authenticators} where ${authenticators.accountId} = ${flows.accountId} and ${authenticators.kind} = 'phone')`
  return {
    statements: [
      ...spendAttempt(visit, 'check-email', 'recovery-email'),
      build
        .update(flows)
        .set({
          step: sql`case when ${phone} then 'choose-phone' else 'new-password' end` as never,
          emailProvedAt: visit.now,
          ...rotated(visit, 'check-email'),
          stamp: visit.stamp,
        })
        .where(all(flowAt(visit, RECOVERY_MOVES['check-email']), codeMatches(visit, digest, ['email']), accountInUse)),
      ...concludeAttempt(visit, 'recovery-email-proved'),
      clearFailures(subjectOfFlow(visit), flowMoved(visit)),
      build
        .update(flows)
        .set({ failureSubject: null })
        .where(and(eq(flows.id, visit.ticket.id), flowMoved(visit))),
    ],
  }
}

function chooseAgain(visit: FlowVisit): Step {
  const back = moveOn(
    visit,
    flowAt(visit, RECOVERY_MOVES['choose-phone/again']),
    { step: sql`'choose-phone'`, phoneProvedAt: null },
    'recovery-other-phone',
  )
  return { statements: [...back.statements, retireAll(visit)] }
}

function provePhone(visit: FlowVisit, digest: string | null): Step {
  const proved = digest === null ? sql`${flows.phoneProvedAt} is not null` : codeMatches(visit, digest, ['sms'])
  const changes = {
    step: sql`'new-password'`,
    phoneProvedAt: sql`coalesce(${flows.phoneProvedAt}, ${visit.now})`,
    ...rotated(visit, 'check-phone'),
  }
  const move = moveOn(visit, all(flowAt(visit, RECOVERY_MOVES['check-phone']), proved, accountInUse), changes, 'recovery-phone-proved')
  return {
    statements: [
      ...(digest === null ? [] : spendAttempt(visit, 'check-phone', 'recovery-phone')),
      ...move.statements,
      ...(digest === null ? [] : concludeAttempt(visit, 'phone-proved')),
    ],
  }
}

const RECOVERY_READS = FLOW_READS + 2

const readRecovery = (id: SQL): Built[] => {
  const account = sql`(select ${flows.accountId} from ${flows} where ${flows.id} = ${id})`
  return [
    ...readFlow(id),
    build.select().from(accounts).where(eq(accounts.id, account)),
    build
      .select()
      .from(authenticators)
      .where(eq(authenticators.accountId, account))
      .orderBy(asc(authenticators.confirmedAt), asc(authenticators.id)),
  ]
}

function recoveryRecordOf(results: ResultSet[], visit: Visit, exceeded: Budget | null): RecoveryRecord | null {
  const ways: Way[] = rowsOf(authenticators, results[FLOW_READS + 1]).map(({ id, kind, address, extension }) => ({
    id,
    kind,
    address,
    extension,
  }))
  const [account] = rowsOf(accounts, results[FLOW_READS])
  return flowStateOf('recovery', results, visit, exceeded, (row): Recovery => {
    const { id, accountId, step, phoneProvedAt } = row
    if (!account || !isRecoveryStep(step)) throw new TypeError(`a recovery can't be at ${step}`)
    const { username, name, method } = account
    const email = ways.find(({ kind }) => kind === 'email')?.address ?? ''
    const phones = ways.filter(({ kind }) => kind === 'phone')
    return { id, accountId, step, phoneProvedAt, username, name, method: method ?? 'phone', email, phones }
  })
}

const isRecoveryStep = (step: string): step is Recovery['step'] =>
  step === 'check-email' || step === 'choose-phone' || step === 'check-phone' || step === 'new-password' || step === 'recovered'
