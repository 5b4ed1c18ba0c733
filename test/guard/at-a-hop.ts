import { decodeJwt } from 'jose'
import { fingerprint, system } from '../../src/system.ts'
import { type Answer, exchange } from '../support/exchange.ts'
import { type OwnPortal, openPortal } from '../support/own-portal.ts'

/** The address that every request to an own portal has. */
export const PEER = '192.0.2.1'
export const GUARD_KEY = 'a key of the tests that two guards share'

/** The application, and how a proxy of the house, or somebody who would be one, asks it. */
export interface Hop extends OwnPortal {
  /** @param told what the proxy says of the request that it holds back */
  check(told?: Record<string, string | string[]>, query?: string): Promise<Answer>
  /** Begins a session. @returns its cookie */
  logIn(): Promise<string>
}

export async function openHop(settings: Record<string, string> = {}): Promise<Hop> {
  const portal = await openPortal({ GUARD_KEY, TRUSTED_HOPS: PEER, PUBLIC_PATHS: '/open/*', ...settings })
  return {
    ...portal,
    check: (told = {}, query = '') => exchange(`${portal.origin}/auth/check${query}`, { headers: told }),
    async logIn() {
      const [id, secret, now] = [system.id(), system.secret(), system.now()]
      const session = [id, await portal.somebody(), fingerprint(secret), 'pwd sms mfa', now, now, now + 3_600_000]
      const columns = 'id, account_id, secret_hash, amr, created_at, seen_at, expires_at'
      await portal.rows(`insert into sessions (${columns}) values (?, ?, ?, ?, ?, ?, ?)`, ...session)
      return `latchkey=${id}.${secret}`
    },
  }
}

export const headerOf = ({ headers }: Answer, name: string): string | null => {
  const value = headers[name.toLowerCase()]
  return value === undefined ? null : String(value)
}

/** The claims of the pass in an answer. */
export const passOf = (answer: Answer) => decodeJwt(headerOf(answer, 'Latchkey-Pass') ?? '')
