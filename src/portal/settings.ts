import * as z from 'zod'
import { TEXT } from '../../views/portal/text.ts'

/** An origin without a path. http is for this machine only: over it anybody on the way could hand the portal keys of their own. */
const origin = z
  .url('must be an origin such as https://portal.example.com')
  .transform((text) => new URL(text))
  .refine((url) => url.href === `${url.origin}/`, 'must be an origin such as https://portal.example.com, without a path')
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname),
    'must be https; http is allowed for localhost only',
  )
  .transform((url) => url.origin)

const PORT = 'must be a port number, such as 8090'
const path = z.string().regex(/^\/[^/\\]/, 'must be a path of this origin')
const words = (most: number) => z.string().max(most, `must be no longer than ${most} characters`)

const environment = z.object({
  PORTAL_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(8090),
  /** Where it listens: on this machine only, unless the guard runs on another. */
  PORTAL_HOST: z.string().default('127.0.0.1'),
  PORTAL_DATABASE_URL: z.string().regex(/^(https?|libsql|file):/, 'must begin with libsql:, https:, http: or file:'),
  PORTAL_DATABASE_AUTH_TOKEN: z.string().optional(),
  /** Who issues passes, whom they are for, and where the keys are. */
  PUBLIC_ORIGIN: origin,
  /** The file that warns before the session ends; its name changes with its content. */
  SESSION_SCRIPT: path,
  /** For development: usernames that get sample cases, separated by commas; `demo-*` means every one that begins so. */
  PORTAL_SAMPLES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  BRAND_NAME: words(40).default('Latchkey'),
  PORTAL_NAME: words(60).default('Provider Portal'),
  BRAND_LOGO: path.optional(),
  BRAND_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b4f6c')
    .default('#0b4f6c'),
  TIME_ZONE: z.string().refine(isTimeZone, 'must be an IANA time zone, such as America/New_York').default('America/New_York'),
  SUPPORT: words(120).default(TEXT.help.support),
})

export type Settings = z.output<typeof environment>

/** @throws an error that names each variable that is missing or wrong, and repeats no value */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  const parsed = environment.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join()}: ${issue.path.join() in given ? issue.message : 'is missing'}`)
  throw new Error(`These settings stop the portal's start:\n  ${[...new Set(lines)].join('\n  ')}`)
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}
