import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { type CryptoKey, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { portal } from '../../src/portal/app.ts'
import type { Env } from '../../src/portal/context.ts'
import { type Database, openDatabase } from '../../src/portal/database.ts'
import { verifier } from '../../src/portal/pass.ts'
import { cases } from '../../src/portal/schema.ts'
import { parseSettings } from '../../src/portal/settings.ts'

export const NOON = 1_795_539_600_000 // 2026-11-24, 12:00 in New York
export const ORIGIN = 'https://portal.clinic.test'

export interface Person {
  sub: string
  preferred_username: string
  name: string
  facility: string
}

export const DANA: Person = {
  ...{ sub: 'dana', preferred_username: 'dana.reyes', name: 'Dana Reyes', facility: 'Riverside Rehabilitation' },
}
export const LEE: Person = { sub: 'lee', preferred_username: 'lee.okafor', name: 'Lee Okafor', facility: 'Hilltop Clinic' }

/** The guard's key, made once: nothing depends on which it is. */
export const GUARD = await generateKeyPair('EdDSA')
const { kty, crv, x } = await exportJWK(GUARD.publicKey)
export const KEYS = createLocalJWKSet({ keys: [{ ...{ kty, crv, x }, kid: 'k1', alg: 'EdDSA', use: 'sig' } as never] })

/** The claims of a pass that is good at noon, for half an hour without a page and no later than half past ten in the evening. */
export function claimsOf(person: Person): Record<string, unknown> {
  const iat = NOON / 1000
  return {
    ...{ iss: ORIGIN, aud: ORIGIN, sid: `s-${person.sub}`, iat, exp: iat + 60, auth_time: iat - 3600, amr: ['pwd', 'sms', 'mfa'] },
    ...{ form_token: `tok-${person.sub}`, session_idle_ends_at: iat + 1800, session_ends_at: iat + 10.5 * 3600, ...person },
  }
}

export const sign = (claims: Record<string, unknown>, key: CryptoKey = GUARD.privateKey, kid = 'k1'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid }).sign(key)

export interface OpenPortal {
  app: Hono<Env>
  database: Database
  /** Milliseconds since 1970; the test moves it. */
  now: number
  logged: string[]
  /** The page as this person sees it. */
  get(path: string, person?: Person): Promise<Response>
  read(path: string, person?: Person): Promise<string>
  /** Sends a form as a browser does that shows a page of the portal. */
  post(path: string, fields?: Record<string, string>, person?: Person, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** The portal over a libSQL file of its own. */
export async function openPortal(environment: Record<string, string> = {}): Promise<OpenPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-'))
  const url = `file:${join(folder, 'portal.db')}`
  const settings = parseSettings({
    ...{ PUBLIC_ORIGIN: ORIGIN, PORTAL_DATABASE_URL: url, SESSION_SCRIPT: '/auth/session-00000000.js' },
    ...environment,
  })
  const { database, close } = await openDatabase(url)
  let ids = 0
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  const opened: OpenPortal = {
    now: NOON,
    logged: [],
    database,
    app: portal({
      ...{ database, settings, newId, verify: verifier(ORIGIN, KEYS) },
      now: () => opened.now,
      log: (line) => opened.logged.push(line),
    }),
    get: async (path, person = DANA) => opened.app.request(path, { headers: await passOf(person) }),
    read: async (path, person) => (await opened.get(path, person)).text(),
    async post(path, fields = {}, person = DANA, headers = { 'Sec-Fetch-Site': 'same-origin' }) {
      return opened.app.request(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { ...headers, ...(await passOf(person)) },
      })
    },
    async close() {
      close()
      await rm(folder, { recursive: true })
    },
  }
  const passOf = async (person: Person) => {
    const lived = (opened.now - NOON) / 1000
    const { iat, exp, ...claims } = claimsOf(person)
    return { 'Latchkey-Pass': await sign({ ...claims, iat: Number(iat) + lived, exp: Number(exp) + lived }) }
  }
  return opened
}

type NewCase = typeof cases.$inferInsert

/** A case with something in every column; say what matters. */
export const aCase = (about: Partial<NewCase> & Pick<NewCase, 'id' | 'subject'>): NewCase => ({
  ...{ caseNumber: '26-000001', programNumber: 'DME-0001', contract: 'Sample State Medicaid', caseType: 'Outpatient therapy' },
  ...{ consumerId: 'TEST-00001', consumerName: 'Sampleton, Ida', dateOfBirth: '1957-04-12', lastModified: NOON, state: 'saved' },
  ...about,
})

export const addCases = ({ database }: OpenPortal, rows: NewCase[]) => database.insert(cases).values(rows)
