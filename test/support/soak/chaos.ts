import { goWrong } from '../carrier.ts'
import type { House } from './house.ts'
import { POINTS } from './points.ts'
import type { Random } from './random.ts'

const REQUEST_FAULTS = [
  { status: 429, retryAfter: 2 },
  { status: 429, retryAfter: 40 },
  { status: 500 },
  { status: 503 },
  { delayMs: 300 },
  { resetAfterAccept: true },
  { delayMs: 2500 },
] as const
const WEBHOOK_FAULTS = [{ webhooks: 'lost' }, { webhooks: 'repeated' }, { webhooks: 'late', delayMs: 600 }] as const
const LINE_FAULTS = ['refuse', 'lose-request', 'lose-answer', 'busy', 'expired', 'delay'] as const

/** How many of a thousand things that people do are preceded by something that goes wrong. */
const OF_A_THOUSAND = { carrier: 60, line: 25, kill: 2, sweep: 5 }

/** How many times a process comes to a point before it dies there, at most. */
const LIVES = 400

/** Lets things go wrong, at random. `counts` says how often each did. */
export function chaos(house: House, random: Random) {
  const counts: Record<string, number> = {}
  let over = false
  const note = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  const happens = (what: keyof typeof OF_A_THOUSAND) => !over && random.next() * 1000 < OF_A_THOUSAND[what]

  /** One more process, which may die at one of the points; another comes when it has ended. */
  const keepOneMore = async (): Promise<void> => {
    const worker = await house.begin(random.next() < 0.7 ? `${random.one(POINTS)}:${random.whole(LIVES / 4, LIVES)}` : '')
    void worker.ended.then(() => {
      if (over) return
      note('killed')
      return keepOneMore()
    })
  }

  return {
    counts,
    keepOneMore,
    /** Before somebody does something. */
    async mayStrike() {
      if (happens('carrier')) await atCarrier(house, random, note)
      if (happens('line')) await onLine(house, random, note)
      if (happens('kill')) await killOne(house, random)
      if (happens('sweep')) void house.sweep()
    },
    async stop() {
      over = true
      await house.line.mend()
      await fetch(`${house.stack.carrier}/carrier/faults`, { method: 'DELETE' })
    },
  }
}

type Note = (what: string) => void

async function atCarrier({ stack }: House, random: Random, note: Note) {
  const provider = random.one(['resend', 'resend', 'sendgrid', 'telnyx', 'telnyx'] as const)
  const fault = random.next() < 0.6 ? random.one(REQUEST_FAULTS) : random.one(WEBHOOK_FAULTS)
  note(`${provider} ${Object.entries(fault)[0]?.join(' ')}`)
  await goWrong(stack, { provider, ...fault, times: random.whole(1, 3) })
}

async function onLine({ line }: House, random: Random, note: Note) {
  const kind = random.one(LINE_FAULTS)
  note(`database ${kind}`)
  const times = random.whole(1, 3)
  await line.fail(kind === 'delay' ? { kind, ms: random.whole(100, 1200), times } : { kind, times })
}

/** The other one goes on. */
async function killOne(house: House, random: Random) {
  const living = house.workers.filter((worker) => worker.lives())
  if (living.length > 1) await random.one(living).kill()
}
