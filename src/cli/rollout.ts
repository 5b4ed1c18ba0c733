/** `npm run rollout`: what the guard did, by day, facility and mode: how many requests came with a pass, and how many would be stopped. */
import { days } from '../domain/policy.ts'
import { type GuardCount, guardCountsIn } from '../storage/guard-counts.ts'
import { inUtc, system } from '../system.ts'
import { optionsOf } from './command-line.ts'
import { runHere, withDatabase } from './operator.ts'
import { asTable } from './table.ts'

const USAGE = {
  command: 'npm run rollout --',
  help: `npm run rollout    what the guard did in the last days, by facility and by what ROLLOUT said

  --days NUMBER    how many days back, 1 to 90; 7 where it is left out

  passed       with a pass: somebody who has registered
  anonymous    without one, and let through: under observe these are the requests that enforce would stop
  warned       the same, with the banner on pages
  stopped      without one, and led to the login

  DATABASE_URL, DATABASE_AUTH_TOKEN   as the application has them. Those of npm run dev stand in .dev.vars:
  node --env-file=.dev.vars src/cli/rollout.ts`,
}

const COLUMNS = ['day', 'facility', 'mode', 'passed', 'anonymous', 'warned', 'stopped', 'with a pass'] as const

/** A line for each day, facility and mode. */
export function rolloutTable(counts: readonly GuardCount[]): string {
  if (!counts.length) return 'The guard has counted nothing in these days.'
  const groups = Map.groupBy(counts, ({ day, facility, mode }) => JSON.stringify([day, facility, mode]))
  const lines = [...groups.values()].map((group) => lineOf(group))
  return asTable(COLUMNS, lines, 3)
}

function lineOf(group: readonly GuardCount[]): string[] {
  const [{ day, facility, mode } = { day: '', facility: '', mode: '' }] = group
  const of = (outcome: GuardCount['outcome']) => group.find((count) => count.outcome === outcome)?.requests ?? 0
  const [passed, anonymous, warned, stopped] = [of('passed'), of('anonymous'), of('warned'), of('stopped')]
  const share = `${Math.round((100 * passed) / (passed + anonymous + warned + stopped))} %`
  return [day, facility || '(not said)', mode, ...[passed, anonymous, warned, stopped].map(String), share]
}

async function counted(): Promise<string> {
  const { days: asked = '7' } = optionsOf(USAGE, { days: { type: 'string' } })
  const back = Number(asked)
  if (!Number.isInteger(back) || back < 1 || back > 90) throw new Error('--days must be a whole number from 1 to 90.')
  const since = inUtc(system.now() - days(back - 1)).slice(0, 10)
  return withDatabase(async (database) => rolloutTable(await guardCountsIn(database).since(since)))
}

await runHere(import.meta.filename, counted)
