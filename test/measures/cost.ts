import { brotliCompressSync, constants } from 'node:zlib'
import { isBookkeeping, type Line } from '../support/line.ts'
import { passRunsOut } from '../support/session.ts'
import type { Visitor } from '../support/visitor.ts'

export interface Cost {
  step: string
  /** HTTP requests that the browser made. */
  requests: number
  /** Round trips to the database before the answer. */
  trips: number
  /** Bytes of bodies as they come over the wire. */
  bytes: number
}

export const KILOBYTE = 1024

/** The quality with which a content network compresses while a page waits. */
const QUALITY = 4

export const onTheWire = (body: string | Buffer): number =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }).length

/** What one step costs. Marking a message as sent, after the answer, is not part of it. */
export async function costOf(step: string, line: Line, visitor: Visitor, act: () => Promise<unknown>): Promise<Cost> {
  const before = { requests: visitor.requests, bytes: visitor.bytes }
  const all = await line.tripsOf(act)
  return {
    step,
    requests: visitor.requests - before.requests,
    trips: all.filter((trip) => !isBookkeeping(trip)).length,
    bytes: visitor.bytes - before.bytes,
  }
}

/** The portal's home, by a pass that is to be renewed: what a last step that leads there includes, and a row of its own. */
export function homeCost(line: Line, visitor: Visitor): Promise<Cost> {
  passRunsOut(visitor.cookies)
  return costOf('the portal’s home', line, visitor, () => visitor.reload())
}

const kilobytes = (bytes: number) => `${(bytes / KILOBYTE).toFixed(1)} KB`

export function table(title: string, costs: readonly Cost[]): string {
  const rows = costs.map(({ step, requests, trips, bytes }) => `| ${step} | ${requests} | ${trips} | ${kilobytes(bytes)} |`)
  return [`| ${title} | HTTP requests | database trips | on the wire |`, '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** What a step costs beyond another that it includes. */
export const less = (cost: Cost, other: Cost): Cost => ({
  step: cost.step,
  requests: cost.requests - other.requests,
  trips: cost.trips - other.trips,
  bytes: cost.bytes - other.bytes,
})

export const total = (costs: readonly Cost[]): Cost => {
  const sum = (of: 'requests' | 'trips' | 'bytes') => costs.reduce((all, cost) => all + cost[of], 0)
  return { step: '**in all**', requests: sum('requests'), trips: sum('trips'), bytes: sum('bytes') }
}
