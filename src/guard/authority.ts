import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { cookieIn, cookieNames } from './cookies.ts'
import { PASS_HEADER } from './headers.ts'
import type { Pass } from './pass.ts'

/** Who issues passes and knows which sessions are live: Latchkey, asked over HTTP or, in its own process, directly. */
export interface Authority {
  keys: JWTVerifyGetKey
  /**
   * Asks whether the session is live, in one database round trip.
   * @param request whose cookies hold the session
   * @param pass a fresh one, where only the session is asked about
   * @returns a new pass and the `Set-Cookie` for it; `kept` where the pass that was given goes on; null without a live session
   * @throws anything, where no answer is to be had
   */
  renew(request: Request, pass: Pass | null): Promise<Renewal | null>
}

export type Renewal = 'kept' | { pass: string; setCookie: string }

/** The header by which a guard that runs elsewhere says that it is one. */
export const KEY_HEADER = 'Latchkey-Guard-Key'

const PATIENCE = 5000

export interface RemoteOptions {
  /** Where Latchkey answers. */
  origin: string
  /** `GUARD_KEY`, as Latchkey has it. */
  key: string
  /** Instead of the global one, for example that of a service binding. */
  fetch?: (request: Request) => Promise<Response>
}

/** Latchkey over HTTP: its keys at `/auth/jwks.json`, its sessions at `/auth/check`. */
export function remoteAuthority({ origin, key, fetch: ask = (request) => fetch(request) }: RemoteOptions): Authority {
  const names = cookieNames(origin.startsWith('https:'))
  return {
    keys: createRemoteJWKSet(new URL('/auth/jwks.json', origin), {
      [customFetch]: (url, init) => ask(new Request(url, { headers: init.headers, signal: init.signal })),
    }),
    async renew(request) {
      const session = cookieIn(request.headers.get('Cookie'), names.session)
      const answer = await ask(
        new Request(new URL('/auth/check', origin), {
          headers: { Cookie: `${names.session}=${session}`, [KEY_HEADER]: key, Accept: 'application/json' },
          redirect: 'manual',
          signal: AbortSignal.timeout(PATIENCE),
        }),
      )
      await answer.body?.cancel()
      const pass = answer.headers.get(PASS_HEADER)
      if (answer.ok && pass) return { pass, setCookie: answer.headers.getSetCookie()[0] ?? '' }
      if (answer.status === 401) return null
      throw new Error(`Latchkey answered ${answer.status} at ${origin}/auth/check`)
    },
  }
}
