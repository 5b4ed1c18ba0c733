/** The settings of the guard: where the portal is, what may be seen without a session, and for whom it holds. */
import ipaddr from 'ipaddr.js'
import * as z from 'zod'
import { checkPattern, type PathPattern } from './guard/path.ts'
import { dialFrom } from './guard/rollout.ts'
import { parseStepUp, type StepUp } from './guard/step-up.ts'
import { isLoopback, list } from './settings-values.ts'

const complaint = (cause: unknown): string => (cause instanceof Error ? cause.message : 'can’t be read')

/** An address that only this house's own network has: nothing that crosses the internet may be http. */
const isInside = (url: URL): boolean => {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isLoopback(url) || !host.includes('.') || /\.(internal|local|lan)$/.test(host)) return !host.includes(':') || isPrivate(host)
  return isPrivate(host)
}
const isPrivate = (host: string): boolean =>
  ipaddr.isValid(host) && ['private', 'uniqueLocal', 'loopback', 'linkLocal'].includes(ipaddr.parse(host).range())

const portal = z.string().transform((text, check) => {
  const url = URL.parse(text)
  if (!url || url.href !== `${url.origin}/` || !/^https?:$/.test(url.protocol)) {
    check.addIssue('must be an origin such as https://portal.internal.example.com, without a path')
    return z.NEVER
  }
  if (url.protocol === 'http:' && !isInside(url)) {
    check.addIssue('must be https; http is for addresses of your own network only')
    return z.NEVER
  }
  return url.origin
})

const paths = list.transform((patterns, check) => {
  try {
    for (const pattern of patterns) checkPattern(pattern)
    return patterns as PathPattern[]
  } catch (cause) {
    check.addIssue(complaint(cause))
    return z.NEVER
  }
})

/** `/payments/*: max-age=300; /admin/*: max-age=600, method=phone` */
const demands = z.string().transform((text, check) => {
  const rules: Record<PathPattern, StepUp> = {}
  for (const rule of text
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [, pattern = '', asked = ''] = /^(\/\S*?)\s*:\s*(.+)$/.exec(rule) ?? []
    const demand = parseStepUp(asked)
    try {
      checkPattern(pattern)
    } catch (cause) {
      check.addIssue(complaint(cause))
      return z.NEVER
    }
    if (!demand) {
      check.addIssue(`"${rule}" demands nothing: write /path/*: max-age=300, or method=phone, or both`)
      return z.NEVER
    }
    rules[pattern as PathPattern] = demand
  }
  return rules
})

const dial = z.string().superRefine((text, check) => {
  try {
    dialFrom(text)
  } catch (cause) {
    check.addIssue(complaint(cause))
  }
})

const network = z.string().refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), {
  error: ({ input }) => `${input} is neither an address nor a network such as 10.0.0.0/8`,
})

const ROUND = 'must be a whole number from 1'

export const guardEnvironment = {
  PORTAL_ORIGIN: portal.optional(),
  PUBLIC_PATHS: paths.default([]),
  STEP_UP: demands.default({}),
  REVOCATION: z.enum(['pass', 'immediate'], 'must be pass or immediate').default('pass'),
  ROLLOUT: dial.default('enforce'),
  ROLLOUT_DATE: z.iso.date('must be a date such as 2027-01-15').pipe(z.coerce.date()).optional(),
  TRUSTED_HOPS: list.pipe(z.array(network)).default([]),
  GUARD_KEY: z.string().min(32, 'needs at least 32 characters; make one with `openssl rand -base64 32`').optional(),
  PASS_AUDIENCE: z.string().optional(),
  PASS_KEY_ROUND: z.coerce.number(ROUND).int(ROUND).positive(ROUND).default(1),
}
