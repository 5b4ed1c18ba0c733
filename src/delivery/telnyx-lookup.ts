import type Telnyx from 'telnyx'
import { type Line, lineNamed } from '../domain/line.ts'
import { within } from './telnyx.ts'

/** What kind of line a number is; null where nobody could say in time. */
export type LookUp = (e164: string) => Promise<Line | null>

/** Telnyx Number Lookup: its database of carriers. Never throws for what the provider or the network does. */
export const lookUpThrough =
  (telnyx: () => Telnyx, timeLimit: number): LookUp =>
  async (e164) => {
    try {
      const { data } = await telnyx().numberLookup.retrieve(e164, { type: 'carrier' }, within(timeLimit))
      return data ? lineNamed(data.carrier?.type) : null
    } catch {
      return null
    }
  }
