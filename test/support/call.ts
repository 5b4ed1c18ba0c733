import { setTimeout as wait } from 'node:timers/promises'
import type { Traveller } from './journey.ts'
import type { Visitor } from './visitor.ts'

/** A call as somebody has it: the screen before them, the phone at their ear. */

const BETWEEN_LOOKS = 50
const PATIENCE = 15_000

async function until<T>(look: () => Promise<T | null>, otherwise: () => string): Promise<T> {
  for (const deadline = Date.now() + PATIENCE; ; await wait(BETWEEN_LOOKS)) {
    const seen = await look()
    if (seen !== null) return seen
    if (Date.now() > deadline) throw new Error(otherwise())
  }
}

/** Whoever has it in hand. */
type Phone = Pick<Traveller, 'mailbox' | 'phone'>

/** Waits until the phone rings, for the `nth` time. @returns the call's id */
export const phoneRings = ({ mailbox, phone }: Phone, nth = 1): Promise<string> =>
  until(
    async () => (await mailbox.messages(phone.e164)).filter(({ channel }) => channel === 'voice').at(nth - 1)?.id ?? null,
    () => `The phone ${phone.e164} did not ring`,
  )

/** Lets the screen's timer go off until the screen says so. */
export const screenSays = (who: Traveller, words: string): Promise<true> => says(who, words, (visitor) => visitor.tick())

/** Loads the page again until it says so. */
export const pageSays = (who: Traveller, words: string): Promise<true> => says(who, words, (visitor) => visitor.reload())

const says = ({ visitor }: Traveller, words: string, look: (visitor: Visitor) => Promise<Visitor>): Promise<true> =>
  until(
    async () => (visitor.words.includes(words) || (await look(visitor)).words.includes(words) ? true : null),
    () => `The screen does not say "${words}". It says: ${visitor.words}`,
  )

/** The number that the screen asks to key in. */
export function numberShown({ visitor }: Traveller): string {
  const shown = /press the pound key \(#\): (\d{6})(?!\d)/.exec(visitor.words)?.[1]
  if (!shown) throw new Error(`The screen shows no number to key in: ${visitor.words}`)
  return shown
}

/** A number that is not the one shown. */
export const anotherThan = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')

/** Answers, hears the question out and keys something in. */
export async function answerAndKey({ mailbox, phone }: Phone, call: string, keys: string): Promise<void> {
  await mailbox.answer(call)
  await mailbox.spoken(phone.e164, /Key in that number/)
  await mailbox.digits(call, keys)
}
