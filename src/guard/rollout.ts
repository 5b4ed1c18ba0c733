import { draw } from './runtime.ts'

/** The dial by which a portal moves its people in waves. */

/** `off`: nobody is asked for. `observe`: nobody is stopped, but counted. `warn`: told as well. `enforce`: stopped. */
export type Mode = 'off' | 'observe' | 'warn' | 'enforce'

const MODES: readonly string[] = ['off', 'observe', 'warn', 'enforce'] satisfies Mode[]

/** A share of the browsers, in percent, up to which a mode reaches. */
type Share = { mode: Mode; upTo: number }

export interface Dial {
  /** @param facility null where nobody said one. @param bucket 0 to 99.99: where this browser, or person, stands in the line */
  mode(facility: string | null, bucket: number): Mode
  /** Whether it parts people by percentage, so that a browser needs a place in the line. */
  parts: boolean
}

/**
 * @param text rules, separated by `;` or by lines, each `FACILITY: MODES` or, for all others, `MODES`; modes are separated by commas, all but
 *   the last with a percentage: `Harbor View: enforce; enforce 10%, warn 40%, observe`. Who is in a wave of 10 % is in one of 20 %, too.
 * @throws TypeError that names the part it can't read
 */
export function dialFrom(text: string): Dial {
  const rules = new Map<string, readonly Share[]>()
  for (const line of text
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [, facility, modes = ''] = /^(?:(.*):)?([^:]*)$/.exec(line) ?? []
    const key = facility === undefined || facility.trim() === '*' ? OTHERS : keyOf(facility)
    if (rules.has(key)) throw new TypeError(`"${line}" is a second rule for ${key === OTHERS ? 'all others' : facility}`)
    rules.set(key, sharesFrom(modes, line))
  }
  const others = rules.get(OTHERS) ?? [{ mode: 'enforce', upTo: 100 }]
  return {
    mode(facility, bucket) {
      const shares = (facility !== null && rules.get(keyOf(facility))) || others
      return shares.find(({ upTo }) => bucket < upTo)?.mode ?? 'enforce'
    },
    parts: [...rules.values()].some((shares) => shares.length > 1),
  }
}

const OTHERS = '*'
const keyOf = (facility: string): string => facility.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')

function sharesFrom(modes: string, line: string): Share[] {
  const parts = modes.split(',').map((part) => part.trim())
  const shares: Share[] = []
  let reached = 0
  for (const [at, part] of parts.entries()) {
    const [, mode = '', percent] = /^([a-z]+)(?:\s+(\d{1,3}(?:\.\d{1,2})?)%)?$/.exec(part) ?? []
    if (!MODES.includes(mode)) throw new TypeError(`"${line}": ${part || 'nothing'} is no mode: write off, observe, warn or enforce`)
    const isLast = at === parts.length - 1
    if (isLast !== (percent === undefined))
      throw new TypeError(`"${line}": every mode but the last needs a percentage, such as enforce 10%`)
    reached = isLast ? 100 : reached + Number(percent)
    if (reached > 100) throw new TypeError(`"${line}": the percentages are more than 100 together`)
    shares.push({ mode: mode as Mode, upTo: reached })
  }
  return shares
}

/** In how many places the line is parted, so that the smallest share is 0.01 %. */
const PLACES = 10_000

/** @param kept what the browser's cookie holds. @returns null where it holds no place */
export const placeFrom = (kept: string | null): number | null => (kept !== null && /^\d{1,4}$/.test(kept) ? Number(kept) : null)

export const drawPlace = (): number => draw(PLACES)

export const bucketOf = (place: number): number => (place / PLACES) * 100
