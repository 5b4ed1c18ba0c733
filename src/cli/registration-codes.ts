/** `npm run codes`: makes, lists and ends the codes by which facilities let people register who were not imported. */
import { days } from '../domain/policy.ts'
import { CODE_SIGNS, inGroups, makeRegistrationCode, registrationCodeId } from '../domain/registration-code.ts'
import type { Database } from '../storage/database.ts'
import { type RegistrationCode, registrationCodesIn } from '../storage/registration-codes.ts'
import { type Instant, inUtc, keyring, system } from '../system.ts'
import { optionsOf } from './command-line.ts'
import { runHere, withDatabase } from './operator.ts'

const USAGE = {
  command: 'npm run codes --',
  help: `npm run codes -- make --facility "Harbor View Care Center" --uses 20 --days 30
                                   makes a code and prints it, once: only a digest of it is kept
npm run codes -- list              the codes there are, without what they say
npm run codes -- end CODE-ID       lets nobody else register with it; CODE-ID stands in the list

  --facility NAME   whose people it lets register; the portal shows it as theirs
  --uses NUMBER     how many people, 1 to 1000; 20 where it is left out
  --days NUMBER     for how long, 1 to 365; 30 where it is left out

  DATABASE_URL, DATABASE_AUTH_TOKEN, SECRET_KEY   as the application has them. Those of npm run dev stand in .dev.vars:
  node --env-file=.dev.vars src/cli/registration-codes.ts list`,
}

const SHOWN = 8
const LONGEST_FACILITY = 100

/** @returns the code, which is nowhere else */
export async function makeCode(
  database: Database,
  secretKey: string,
  { facility, uses, forDays, code = makeRegistrationCode(system.bytes(CODE_SIGNS)) }: NewCode,
): Promise<{ code: string; id: string; expiresAt: Instant }> {
  const now = system.now()
  const id = registrationCodeId(keyring(new TextEncoder().encode(secretKey)), code)
  const expiresAt = now + days(forDays)
  await registrationCodesIn(database).put({ id, facility, usesLeft: uses, createdAt: now, expiresAt })
  return { code, id: id.slice(0, SHOWN), expiresAt }
}

/** `code` is given in development only, where everybody may know it. */
type NewCode = { facility: string; uses: number; forDays: number; code?: string }

async function make(database: Database, secretKey: string, args: readonly string[]): Promise<string> {
  const given = optionsOf(USAGE, { facility: { type: 'string' }, uses: { type: 'string' }, days: { type: 'string' } }, args)
  const facility = given.facility?.trim() ?? ''
  if (facility === '' || facility.length > LONGEST_FACILITY) throw new Error('Say for whom: --facility "Harbor View Care Center".')
  const uses = whole('--uses', given.uses ?? '20', 1000)
  const forDays = whole('--days', given.days ?? '30', 365)
  const { code, id, expiresAt } = await makeCode(database, secretKey, { facility, uses, forDays })
  return `${inGroups(code)}

lets ${uses === 1 ? '1 person' : `${uses} people`} of ${facility} register until ${inUtc(expiresAt)}.
Hand it on now: it is shown this once. To end it sooner: npm run codes -- end ${id}`
}

function whole(option: string, text: string, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) throw new Error(`${option} must be a whole number from 1 to ${most}.`)
  return number
}

async function list(database: Database, _: string, args: readonly string[]): Promise<string> {
  optionsOf(USAGE, {}, args)
  const codes = await registrationCodesIn(database).list()
  return codes.length ? codes.map((code) => lineOf(code, system.now())).join('\n') : 'There are no codes.'
}

function lineOf({ id, facility, usesLeft, expiresAt }: RegistrationCode, now: Instant): string {
  const until = expiresAt > now ? `until ${inUtc(expiresAt)}` : `ended ${inUtc(expiresAt)}`
  return `${id.slice(0, SHOWN)}  ${String(usesLeft).padStart(4)} left  ${until}  ${facility}`
}

async function end(database: Database, _: string, [id = '', ...args]: readonly string[]): Promise<string> {
  optionsOf(USAGE, {}, args)
  if (!/^[0-9a-f]{4,32}$/.test(id)) throw new Error('Say which: npm run codes -- list shows the CODE-ID of each.')
  const found = await registrationCodesIn(database).end(id, system.now())
  if (found === 1) return `${id} is over: nobody else can register with it.`
  throw new Error(found === 0 ? `There is no code ${id}.` : `${found} codes begin with ${id}: say more of it.`)
}

const VERBS: Record<string, typeof make> = { make, list, end }

async function ran([verb = '', ...args]: readonly string[]): Promise<string> {
  const run = VERBS[verb]
  if (!run) {
    optionsOf(USAGE, {}, [verb].filter(Boolean))
    throw new Error(USAGE.help)
  }
  if (args.includes('--help') || args.includes('-h')) optionsOf(USAGE, {}, ['--help'])
  const { SECRET_KEY: secretKey } = process.env
  if (!secretKey) throw new Error('SECRET_KEY must be set, as the application has it.')
  return withDatabase((database) => run(database, secretKey, args))
}

await runHere(import.meta.filename, () => ran(process.argv.slice(2)))
