import { setTimeout as wait } from 'node:timers/promises'
import { minutes } from '../../../src/domain/policy.ts'
import { goWrong } from '../carrier.ts'
import type { House } from './house.ts'
import type { Random } from './random.ts'

const REQUEST_FAULTS = [
  { status: 429, retryAfter: 2 },
  { status: 500 },
  { status: 503 },
  { delayMs: 700 },
  { resetAfterAccept: true },
  { delayMs: 2500 },
] as const
const WEBHOOK_FAULTS = [{ webhooks: 'lost' }, { webhooks: 'repeated' }, { webhooks: 'late', delayMs: 600 }] as const
const LINE_FAULTS = ['refuse', 'lose-request', 'lose-answer', 'busy', 'expired', 'delay'] as const

/** Lets things go wrong at random until it is told to stop. @returns how often each did */
export function chaos(house: House, random: Random) {
  const counts: Record<string, number> = {}
  let over = false
  const note = (what: string, times = 1) => {
    counts[what] = (counts[what] ?? 0) + times
  }
  const now = Object.entries({
    carrier: { every: 150, act: () => atCarrier(house, random, note) },
    line: { every: 250, act: () => onLine(house, random, note) },
    kill: { every: 5000, act: () => killOne(house, random, note) },
    clock: { every: 8000, act: () => moveOn(house, random, note) },
    sweep: { every: 1500, act: () => house.sweep() },
  }).map(async ([, { every, act }]) => {
    for (await wait(every); !over; await wait(every * (0.5 + random.next()))) await act()
  })
  return {
    counts,
    async stop() {
      over = true
      await Promise.all(now)
      await house.line.mend()
      await fetch(`${house.stack.carrier}/carrier/faults`, { method: 'DELETE' })
    },
  }
}

type Note = (what: string, times?: number) => void

async function atCarrier({ stack }: House, random: Random, note: Note) {
  const provider = random.one(['resend', 'telnyx'] as const)
  const fault = random.next() < 0.6 ? random.one(REQUEST_FAULTS) : random.one(WEBHOOK_FAULTS)
  note(`${provider} ${Object.entries(fault)[0]?.join(' ')}`)
  await goWrong(stack, { provider, ...fault, times: random.whole(1, 3) })
}

/** For a part of a second; each trip of that time feels it. */
async function onLine({ line }: House, random: Random, note: Note) {
  const kind = random.one(LINE_FAULTS)
  note(`database ${kind}`)
  const plan = kind === 'delay' ? { kind, ms: random.whole(100, 1200), times: 3 } : { kind, times: random.whole(1, 4) }
  await line.failing(plan, () => wait(random.whole(50, 200)))
}

/** The other one goes on. */
async function killOne(house: House, random: Random, note: Note) {
  const living = house.workers.filter((worker) => worker.lives())
  if (living.length < 2) return
  note('killed')
  await random.one(living).kill()
  await house.begin()
}

async function moveOn(house: House, random: Random, note: Note) {
  note('clock moved on')
  await house.moveOn(minutes(random.whole(1, 4)))
  await house.sweep()
}
