import { type FaultPage, plainPage } from './answers.ts'
import { type Authority, remoteAuthority } from './authority.ts'
import { type CookieNames, cookieNames } from './cookies.ts'
import type { Pass } from './pass.ts'
import { checkPattern, type PathPattern } from './path.ts'
import { type Dial, dialFrom, type Mode } from './rollout.ts'
import { systemClock } from './runtime.ts'
import { checkDemands, type StepUp } from './step-up.ts'

/** What the guard did with one request, for whoever counts. */
export interface Counted {
  mode: Mode
  /** `anonymous`: let through without a pass; under `observe` this is who would have been stopped. */
  outcome: 'passed' | 'anonymous' | 'warned' | 'stopped'
  /** Empty where nobody said one. */
  facility: string
}

export interface GuardOptions {
  /** The origin under which people know the portal and its `/auth`, for example `https://portal.example.com`. */
  origin: string
  /** `GUARD_KEY`, as Latchkey has it. */
  key: string
  /** Whom passes are for. Default: the origin. */
  audience?: string
  /** How to reach Latchkey, where that is not the global `fetch`: a service binding's, for example. */
  fetch?: (request: Request) => Promise<Response>
  /** Paths that everybody may see: `/health`, or `/assets/*` for all below. They are compared to the letter. */
  publicPaths?: readonly PathPattern[]
  /** What some paths demand: `{ '/payments/*': { maxAge: 300 } }`. The first that holds counts; capitals and escapes make no difference. */
  stepUp?: Readonly<Record<PathPattern, StepUp>>
  /** `pass`: the end of a session takes effect within 60 seconds. `immediate`: at once, for one question to Latchkey a request. */
  revocation?: 'pass' | 'immediate'
  /** Whom it holds for already, see `dialFrom`. Default: `enforce`. */
  rollout?: string
  /** The day that the banner of `warn` names, in words: `January 15, 2027`. */
  rolloutDate?: string
  /** Told of every request but those to public paths. Must not throw. */
  count?(what: Counted): void
  /** The address of whoever is connected, for `X-Forwarded-For`; null where it isn't known. Default: what Cloudflare says, on Cloudflare. */
  clientAddress?(request: Request): string | null
  /** Shows what stopped somebody, in the portal's own looks: an address that can't be read, a database that is away. Default: a plain page. */
  faultPage?: FaultPage
  /** Milliseconds since 1970. Default: the system's clock. */
  now?(): number
}

/** The options, checked, with every default in its place. */
export interface Rules {
  origin: string
  /** The same for the portal's own links: host and scheme. */
  seenAs: { host: string; scheme: string }
  names: CookieNames
  audience: string
  authority: Authority
  /** Passes that verified a moment ago, by their text. */
  verified: Map<string, Pass>
  publicPaths: readonly string[]
  stepUp: Readonly<Record<string, StepUp>>
  immediate: boolean
  dial: Dial
  rolloutDate: string | null
  count(what: Counted): void
  clientAddress(request: Request): string | null
  faultPage: FaultPage
  now(): number
}

/** The options of a guard in Latchkey's own process. */
export type LocalOptions = Omit<GuardOptions, 'key' | 'fetch'> & { authority: Authority }

/** @throws TypeError that names the option which is wrong */
export function rulesFrom(options: GuardOptions | LocalOptions): Rules {
  const { origin, publicPaths = [], stepUp = {}, rolloutDate = null } = options
  const url = originIn('origin', origin, 'https://portal.example.com')
  if (url.origin !== origin) throw new TypeError(`origin must be written as browsers write it: ${url.origin}`)
  naming('publicPaths', () => publicPaths.forEach(checkPattern))
  naming('stepUp', () => checkDemands(stepUp))
  const { revocation = 'pass' } = options
  if (!['pass', 'immediate'].includes(revocation)) throw new TypeError(`revocation must be pass or immediate: ${revocation}`)
  if (!('authority' in options) && !options.key) throw new TypeError('key must be the GUARD_KEY of Latchkey')
  return {
    ...{ origin, publicPaths, stepUp, rolloutDate, names: cookieNames(url.protocol === 'https:') },
    seenAs: { host: url.host, scheme: url.protocol.slice(0, -1) },
    verified: new Map(),
    audience: options.audience ?? origin,
    authority: 'authority' in options ? options.authority : remoteAuthority(options),
    immediate: revocation === 'immediate',
    dial: naming('rollout', () => dialFrom(options.rollout ?? 'enforce')),
    count: options.count ?? (() => {}),
    clientAddress: options.clientAddress ?? cloudflareAddress,
    faultPage: options.faultPage ?? plainPage,
    now: options.now ?? systemClock,
  }
}

/** @throws TypeError with the option's name before what was said of it */
function naming<T>(option: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new TypeError(`${option}: ${cause instanceof Error ? cause.message : cause}`)
  }
}

/** @throws TypeError that names the option: an origin has no path, since none would be kept */
export function originIn(option: string, given: string, example: string): URL {
  const url = URL.parse(given)
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
    throw new TypeError(`${option} must be an origin such as ${example}, without a path: ${given}`)
  return url
}

/** On Workers the platform itself sets the header, and marks the request by a property that no client can give it. */
const cloudflareAddress = (request: Request): string | null =>
  'cf' in request && request.cf ? request.headers.get('CF-Connecting-IP') : null
