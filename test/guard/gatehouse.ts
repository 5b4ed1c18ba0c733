import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose'
import { type Authority, type Counted, guarded, type LocalOptions, PASS_HEADER, type Pass, type Renewal } from '../../src/guard/mod.ts'

export const ORIGIN = 'https://portal.example.com'
export const NOON = 1_795_539_600_000
/** In seconds, as a pass has it. */
export const noon = NOON / 1000

export const SESSION = 'session-of-ines'
export const SESSION_COOKIE = `__Host-latchkey=${SESSION}.a-secret`

const [{ privateKey, publicKey }, stranger] = await Promise.all([generateKeyPair('EdDSA', { extractable: true }), generateKeyPair('EdDSA')])
export const PUBLIC_JWK: JWK = { ...(await exportJWK(publicKey)), alg: 'EdDSA', use: 'sig', kid: 'ours' }
/** Of somebody whose passes do not count. */
export const strangersKey = stranger.privateKey
export const keys = createLocalJWKSet({ keys: [PUBLIC_JWK] })

export const INES: Pass = {
  ...{ iss: ORIGIN, aud: ORIGIN, sub: 'account-of-ines', sid: SESSION, iat: noon, exp: noon + 60, auth_time: noon - 600 },
  ...{ amr: ['pwd', 'sms', 'mfa'], facility: 'Harbor View', name: 'Ines Castell', preferred_username: 'ines' },
  ...{ form_token: 'for-her-forms', session_idle_ends_at: noon + 900, session_ends_at: noon + 9000 },
}

export type Claims = { [Name in keyof Pass]?: unknown }

/** A pass as it should be, but for these claims. @param changed undefined where one is left out */
export function signed(changed: Claims = {}, header: Partial<JWTHeaderParameters> = {}, key: CryptoKey = privateKey): Promise<string> {
  return new SignJWT({ ...INES, ...changed } as JWTPayload)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: 'ours', ...header })
    .sign(key)
}

/** What the portal was asked, and what it was told of who asks. */
export interface Seen {
  request: Request
  pass: Pass | null
}

/** A guard before a portal, over an authority that does what a test says. */
export interface Gatehouse {
  now: number
  /** What the authority was asked, with the pass that it was asked about. */
  asked: (Pass | null)[]
  /** What it answers; throws for an authority that is away. */
  renew: () => Promise<Renewal | null>
  counts: Counted[]
  seen: Seen[]
  /** How the portal answers. */
  answers: (request: Request) => Response | Promise<Response>
  ask(path: string, init?: RequestInit & { cookie?: string }): Promise<Response>
  options: LocalOptions
}

export const nobody = async (): Promise<Renewal | null> => null
export const away = async (): Promise<Renewal | null> => {
  throw new Error('the database is away')
}

/** How a browser asks for a page. */
export const PAGE = { Accept: 'text/html,*/*;q=0.8', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }

export function gatehouse(options: Partial<LocalOptions> = {}): Gatehouse {
  const authority: Authority = {
    keys,
    renew: (_request, pass) => {
      house.asked.push(pass)
      return house.renew()
    },
  }
  const house: Gatehouse = {
    ...{ now: NOON, asked: [], counts: [], seen: [] },
    renew: nobody,
    answers: () => new Response('the portal'),
    options: { origin: ORIGIN, authority, now: () => house.now, count: (what) => house.counts.push(what), ...options },
    ask(path, { cookie, ...init } = {}) {
      const headers = new Headers(init.headers ?? PAGE)
      if (cookie !== undefined) headers.set('Cookie', cookie)
      return fetch(new Request(ORIGIN + path, { ...init, headers }))
    },
  }
  const fetch = guarded(house.options, (request, pass) => {
    house.seen.push({ request, pass })
    return house.answers(request)
  })
  return house
}

/** The cookies of somebody who has a session and a fresh pass. */
export const cookiesOfInes = async (changed: Claims = {}): Promise<string> =>
  `${SESSION_COOKIE}; __Host-latchkey-pass=${await signed(changed)}`

export const SET_PASS = '__Host-latchkey-pass=new; Path=/; HttpOnly; SameSite=Lax; Secure'
/** What the authority answers to a live session. */
export const renewal = async (changed: Claims = {}): Promise<Renewal> => ({ pass: await signed(changed), setCookie: SET_PASS })

/** The one request that the portal saw. */
export function onlySeen({ seen }: Gatehouse): Seen {
  const [first, second] = seen
  if (!first || second) throw new Error(`the portal saw ${seen.length} requests`)
  return first
}

export const passIn = ({ request }: Seen): string | null => request.headers.get(PASS_HEADER)
