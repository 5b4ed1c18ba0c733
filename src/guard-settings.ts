/** The settings of the guard: where the portal is, what may be seen without a session, and for whom it holds. */
import ipaddr from 'ipaddr.js'
import * as z from 'zod/mini'
import { checkPattern, type PathPattern } from './guard/path.ts'
import { dialFrom } from './guard/rollout.ts'
import { parseStepUp, type StepUp } from './guard/step-up.ts'
import { isLoopback, list, read, secret, whole } from './settings-values.ts'

/** An address that only this house's own network has: nothing that crosses the internet may be http. */
const isInside = (url: URL): boolean => {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isLoopback(url) || !host.includes('.') || /\.(internal|local|lan)$/.test(host)) return !host.includes(':') || isPrivate(host)
  return isPrivate(host)
}
const isPrivate = (host: string): boolean =>
  ipaddr.isValid(host) && ['private', 'uniqueLocal', 'loopback', 'linkLocal'].includes(ipaddr.parse(host).range())

const portal = read(z.string(), (text) => {
  const url = URL.parse(text)
  if (!url || url.href !== `${url.origin}/` || !/^https?:$/.test(url.protocol))
    throw new Error('must be an origin such as https://portal.internal.example.com, without a path')
  if (url.protocol === 'http:' && !isInside(url)) throw new Error('must be https; http is for addresses of your own network only')
  return url.origin
})

const paths = read(list, (patterns) => {
  for (const pattern of patterns) checkPattern(pattern)
  return patterns as PathPattern[]
})

/** `/payments/*: max-age=300; /admin/*: max-age=600, method=phone` */
const demands = read(z.string(), (text) => {
  const rules: Record<PathPattern, StepUp> = {}
  for (const rule of text
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [, pattern = rule, asked = ''] = /^(.*?)\s*:([^:]*)$/.exec(rule) ?? []
    checkPattern(pattern)
    if (pattern in rules)
      throw new Error(`"${rule}" is a second rule for ${pattern}: write one, such as /path/*: max-age=300, method=phone`)
    const demand = parseStepUp(asked)
    if (!demand) throw new Error(`"${rule}" demands nothing: write /path/*: max-age=300, or method=phone, or both`)
    rules[pattern as PathPattern] = demand
  }
  return rules
})

const dial = read(z.string(), (text) => {
  dialFrom(text)
  return text
})

const network = z.string().check(
  // Without the pattern, 10 would be read as 0.0.0.10.
  z.refine((text) => /:|^\d+(\.\d+){3}(\/\d+)?$/.test(text) && (ipaddr.isValid(text) || ipaddr.isValidCIDR(text)), {
    error: ({ input }) => `${input} is neither an address nor a network such as 10.0.0.0/8`,
  }),
)
const date = z.pipe(z.iso.date('must be a date such as 2027-01-15'), z.coerce.date())

export const guardEnvironment = {
  PORTAL_ORIGIN: z.optional(portal),
  PUBLIC_PATHS: z._default(paths, []),
  STEP_UP: z._default(demands, {}),
  REVOCATION: z._default(z.enum(['pass', 'immediate'], 'must be pass or immediate'), 'pass'),
  ROLLOUT: z._default(dial, 'enforce'),
  ROLLOUT_DATE: z.optional(date),
  TRUSTED_HOPS: z._default(z.pipe(list, z.array(network)), []),
  GUARD_KEY: z.optional(secret),
  PASS_AUDIENCE: z.optional(z.string()),
  PASS_KEY_ROUND: z._default(whole('must be a whole number from 1', 1), 1),
}
