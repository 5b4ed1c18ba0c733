import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import type { Hono } from 'hono'
import { portal } from '../../src/portal/routes.tsx'
import { cases } from '../../src/portal/schema.ts'
import { type Built, build, type Database, openDatabase } from '../../src/storage/database.ts'
import { cspHash } from '../../src/system.ts'

export const NOON = 1_795_539_600_000 // 2026-11-24, 12:00 in New York

export const DANA = {
  accountId: 'dana',
  username: 'dana.reyes',
  name: 'Dana Reyes',
  facility: 'Riverside Rehabilitation',
  formToken: 'tok-dana',
}
export const LEE = { accountId: 'lee', username: 'lee.okafor', name: 'Lee Okafor', facility: 'Hilltop Clinic', formToken: 'tok-lee' }

export interface OpenPortal {
  app: Hono
  database: Database
  /** How many batches the requests so far took. */
  trips(): number
  /** The page as this person sees it; `null` has no session. */
  get(path: string, person: typeof DANA | null): Promise<Response>
  close(): Promise<void>
}

/** Half an hour without a page, and no later than half an hour past ten in the evening. */
export const TERM = { idle: 1_800_000, endsAt: NOON + 10.5 * 3_600_000, warnIn: 1_650_000 }

/** The portal over a libSQL file of its own. A table of this fixture stands for the sessions. */
export async function openPortal(people = [DANA, LEE]): Promise<OpenPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-'))
  const client = createClient({ url: `file:${join(folder, 'portal.db')}` })
  await migrate(drizzle(client), { migrationsFolder: 'drizzle' })
  await client.batch([
    'create table test_sessions (cookie text, subject text)',
    ...people.map(({ accountId }) => ({ sql: 'insert into test_sessions values (?, ?)', args: [`cookie-${accountId}`, accountId] })),
  ])
  const { database, trips } = counted(client)
  const app = portal({
    brand: { brandName: 'Latchkey', portalName: 'Provider Portal', accent: '#0b4f6c', timeZone: 'America/New_York' },
    loginPath: '/auth/login',
    signOutPath: '/auth/sign-out',
    signOutEverywherePath: '/auth/sign-out-everywhere',
    sessionScript: '/auth/session-00000000.js',
    cspHash,
    async visit(c, statements) {
      const cookie = c.req.header('cookie') ?? ''
      const subject = sql`(select subject from test_sessions where cookie = ${cookie})`
      const session = build.select({ subject: sql`${subject}`.as('subject') }).from(sql`(select 1)`)
      const [who, ...results] = await database.batch([session, ...statements(subject)])
      const visitor = people.find(({ accountId }) => accountId === who?.rows[0]?.subject)
      return visitor ? { visitor, term: TERM, results } : null
    },
  })
  return {
    app,
    database,
    trips,
    get: async (path, person) => app.request(path, { headers: person ? { cookie: `cookie-${person.accountId}` } : {} }),
    async close() {
      client.close()
      await rm(folder, { recursive: true })
    },
  }
}

function counted(client: Client): { database: Database; trips: () => number } {
  const opened = openDatabase(() => client)
  let count = 0
  const batch = (statements: readonly Built[]) => {
    count += 1
    return opened.batch(statements)
  }
  return { database: { batch }, trips: () => count }
}

type NewCase = typeof cases.$inferInsert

/** A case with something in every column; say what matters. */
export const aCase = (about: Partial<NewCase> & Pick<NewCase, 'id' | 'subject'>): Built =>
  build.insert(cases).values({
    caseNumber: '26-000001',
    programNumber: 'DME-0001',
    contract: 'Sample State Medicaid',
    caseType: 'Outpatient therapy',
    consumerId: 'TEST-00001',
    consumerName: 'Sampleton, Ida',
    dateOfBirth: '1957-04-12',
    lastModified: NOON,
    state: 'saved',
    ...about,
  })
