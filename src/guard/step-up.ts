import type { Pass } from './pass.ts'
import { checkPattern, isLoosely } from './path.ts'

/** Authentication that a path, or a portal's answer, demands. */
export interface StepUp {
  /** Seconds since the person was authenticated. */
  maxAge?: number
  method?: 'phone' | 'email'
}

/** The portal's answer that demands it: status 401 and this header, for example `max-age=300, method=phone` (a dictionary, RFC 9651). */
export const STEP_UP_HEADER = 'Latchkey-Step-Up'

/** In seconds. Whoever has just confirmed needs so long to arrive. */
const SHORTEST = 30

const METHODS: Record<string, readonly string[]> = { phone: ['sms', 'tel'], email: ['email'] }

/** @returns null where it says nothing that can be asked for */
export function parseStepUp(text: string): StepUp | null {
  const maxAge = /(?:^|[,;\s])max-age\s*=\s*"?(\d{1,8})/.exec(text)?.[1]
  const method = /(?:^|[,;\s])method\s*=\s*"?(phone|email)\b/.exec(text)?.[1] as StepUp['method']
  if (maxAge === undefined && method === undefined) return null
  return { ...(maxAge !== undefined && { maxAge: Math.max(SHORTEST, Number(maxAge)) }), ...(method && { method }) }
}

/** @param now milliseconds since 1970 */
export function isSatisfied({ maxAge, method }: StepUp, pass: Pass, now: number): boolean {
  const recent = maxAge === undefined || now / 1000 - pass.auth_time <= maxAge
  return recent && (method === undefined || (METHODS[method] ?? []).some((each) => pass.amr.includes(each)))
}

/** What the first rule that holds for this path demands. */
export function demandFor(path: string, rules: Readonly<Record<string, StepUp>>): StepUp | null {
  const pattern = Object.keys(rules).find((each) => isLoosely(path, each))
  return (pattern !== undefined && rules[pattern]) || null
}

/** @throws TypeError that names the rule */
export function checkDemands(rules: Readonly<Record<string, StepUp>>): void {
  for (const [pattern, { maxAge, method }] of Object.entries(rules)) {
    checkPattern(pattern)
    if (maxAge === undefined && method === undefined) throw new TypeError(`${pattern} demands nothing: give maxAge, method, or both`)
    if (maxAge !== undefined && !(maxAge >= SHORTEST))
      throw new TypeError(`${pattern}: maxAge must be a number of seconds, at least ${SHORTEST}`)
    if (method !== undefined && !(method in METHODS)) throw new TypeError(`${pattern}: method must be phone or email`)
  }
}

/** Where the person is led through just that. @param sends whether something was sent that is lost now */
export const stepUpPath = ({ maxAge, method }: StepUp, returnTo: string, sends: boolean): string =>
  `/auth/step-up?${new URLSearchParams({ ...(maxAge !== undefined && { max_age: String(maxAge) }), ...(method && { method }), return_to: returnTo, ...(sends && { notice: 'not-sent' }) })}`
