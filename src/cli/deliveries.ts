/** `npm run deliveries`: what became of the messages, all of them and one by one. */
import type { Channel } from '../domain/challenge.ts'
import { type DeliveryState, isOver, STATES } from '../domain/delivery.ts'
import { emailKey } from '../domain/email.ts'
import { hours } from '../domain/policy.ts'
import { readPrices } from '../domain/price.ts'
import { readFigures } from '../storage/figures.ts'
import { type Asked, readRecent } from '../storage/recent-messages.ts'
import { keyring, system } from '../system.ts'
import { optionsOf } from './command-line.ts'
import { deliveriesReport } from './deliveries-report.ts'
import { runHere, withDatabase } from './operator.ts'

const USAGE = {
  command: 'npm run deliveries --',
  help: `npm run deliveries    what became of the messages: by channel, by how they ended, and the latest of them

  --hours NUMBER     how far back, 1 to 720; 24 where it is left out
  --channel NAME     email, sms or voice
  --state NAME       as the list shows it: due, sent, delivered, refused, …; "in-vain" for all that reached nobody
  --to ADDRESS       those to one address or number (E.164). Needs SECRET_KEY
  --last NUMBER      how many of them are listed, 0 to 500; 20 where it is left out

  DATABASE_URL, DATABASE_AUTH_TOKEN, SECRET_KEY, PRICES   as the application has them. Those of npm run dev stand in .dev.vars:
  node --env-file=.dev.vars src/cli/deliveries.ts`,
}

const OPTIONS = {
  hours: { type: 'string' },
  channel: { type: 'string' },
  state: { type: 'string' },
  to: { type: 'string' },
  last: { type: 'string' },
} as const

const CHANNELS: readonly string[] = ['email', 'sms', 'voice'] satisfies Channel[]
const KEPT_HOURS = 720

function wholeOr(text: string | undefined, otherwise: number, least: number, most: number, name: string): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} must be a whole number from ${least} to ${most}.`)
  return value
}

function channelNamed(name: string | undefined): Channel | undefined {
  if (name !== undefined && !CHANNELS.includes(name)) throw new Error('--channel must be email, sms or voice.')
  return name as Channel | undefined
}

/** `in-vain` is all that is over and reached nobody. */
function statesNamed(name: string | undefined): readonly DeliveryState[] | undefined {
  const states = Object.keys(STATES) as DeliveryState[]
  if (name === undefined) return undefined
  if (name === 'in-vain') return states.filter((state) => isOver(state) && state !== 'confirmed')
  const found = states.filter((state) => state === name)
  if (!found.length) throw new Error(`--state must be in-vain or one of ${states.join(', ')}.`)
  return found
}

/** The digest by which an address is found: the address itself is no index of anything. */
export function destinationKeyOf(secretKey: string | undefined, address: string): string {
  if (!secretKey) throw new Error('SECRET_KEY must be set, as the application has it, to find an address.')
  const typed = address.trim()
  const key = typed.includes('@') ? emailKey(typed) : typed
  if (!typed.includes('@') && !/^\+[1-9]\d{6,14}$/.test(typed))
    throw new Error('--to must be an email address, or a number such as +12025550123.')
  return keyring(new TextEncoder().encode(secretKey)).digest('destination', key)
}

async function report(): Promise<string> {
  const given = optionsOf(USAGE, OPTIONS)
  const now = system.now()
  const within = hours(wholeOr(given.hours, 24, 1, KEPT_HOURS, 'hours'))
  const last = wholeOr(given.last, 20, 0, 500, 'last')
  const channel = channelNamed(given.channel)
  const states = statesNamed(given.state)
  const asked: Asked = {
    since: now - within,
    ...(channel && { channel }),
    ...(states && { states }),
    ...(given.to !== undefined && { destinationKey: destinationKeyOf(process.env.SECRET_KEY, given.to) }),
  }
  return withDatabase(async (database) => {
    const figures = readFigures(database, now, within, readPrices(process.env.PRICES ?? ''))
    const [all, recent] = await Promise.all([figures, readRecent(database, asked, last)])
    return deliveriesReport(all, recent, now)
  })
}

await runHere(import.meta.filename, report)
