import { DATABASE_PATIENCE, seconds } from '../domain/policy.ts'
import type { Instant } from '../system.ts'

/** Too many people are signing in on this isolate at once: nothing was computed. Ask again in a second. */
export class Busy extends Error {
  override name = 'Busy'
}

/** Those behind the one whose turn it is. A turn takes about 0.3 s, so the last of them waits about a second. */
const SEATS = 3
const LOOK_AGAIN = 20
/** On workerd the work blocks everything: before it, the answer of the one before must get out, and others get in to see a full line. */
const BREATH = 5
/**
 * Who gave no sign for so long has left: a Worker whose client hangs up may be stopped in the middle. Longer than the database may
 * keep somebody who has a seat.
 */
const GONE = DATABASE_PATIENCE + seconds(1)

/** A place in the line. It is lost by whoever does not take their turn within a few seconds. */
export interface Seat {
  /** @throws Busy when the place was lost */
  turn<T>(work: () => Promise<T>): Promise<T>
  /** Gives the place up, unless its turn is over already. */
  leave(): void
}

/** Lets one work at a time, which bounds memory: a run of ours takes 32 MiB of an isolate's 128. */
export interface Line {
  /** @throws Busy when every seat is taken */
  seat(): Seat
  /** @throws Busy when every seat is taken */
  turn<T>(work: () => Promise<T>): Promise<T>
}

/**
 * Everyone looks for themselves whether it is their turn. Being called by the one before would leave all of them
 * standing when that one's request is cut off, since nothing of it runs any more, not even its `finally`.
 */
export function line(now: () => Instant, pause: (milliseconds: number) => Promise<unknown> = sleep): Line {
  let tickets: { seen: Instant }[] = []
  const present = () => {
    tickets = tickets.filter((ticket) => now() - ticket.seen < GONE)
    return tickets
  }
  const seat = (): Seat => {
    if (present().length > SEATS) throw new Busy('Every seat is taken')
    const ticket = { seen: now() }
    tickets.push(ticket)
    const leave = () => {
      tickets = tickets.filter((other) => other !== ticket)
    }
    return {
      leave,
      async turn(work) {
        try {
          let first: boolean
          do {
            if (!present().includes(ticket)) throw new Busy('Taken for gone')
            ticket.seen = now()
            first = tickets[0] === ticket
            await pause(first ? BREATH : LOOK_AGAIN)
          } while (!first)
          return await work()
        } finally {
          leave()
        }
      },
    }
  }
  return { seat, turn: async (work) => seat().turn(work) }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
