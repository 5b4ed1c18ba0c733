import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { developmentEnvironment } from '../../src/cli/ground/environment.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { passwords } from '../../src/credentials/passwords.ts'
import { postOffice } from '../../src/delivery/post-office.ts'
import { parseSettings } from '../../src/settings.ts'
import { counted } from '../../src/storage/database.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse, SECRET_KEY } from '../storage/house.ts'
import { Cookies } from '../support/cookies.ts'
import { exchange } from '../support/exchange.ts'

/** A day's work in seconds: every request takes the clock on, so that 10,000 of them are five minutes in which passes run out and keys change. */
const REQUESTS = 10_000
const PER_REQUEST = 30
const PEOPLE = 24
/** What the portal of the real world keeps for ten minutes, in the time of this one. */
const KEYS_KEPT = 500

const KEYS = {
  ...{
    server: SECRET_KEY,
    pepper: 'a pepper of the tests, long enough for one',
    resendWebhook: 'whsec_b2YgdGhlIHRlc3RzLCBvbmUgb2YgdGhlbQ==',
  },
  sendgridPublic: `MFkwEwYHKoZIzj0C${'A'.repeat(106)}==`,
  ...{ telnyxPublic: `${'A'.repeat(43)}=`, telnyxPrivate: '', sendgridPrivate: '', databasePrivate: '', databasePublic: '' },
  ...{ secondTelnyxPrivate: '', secondTelnyxPublic: '' },
}

interface Holder {
  account: string
  cookies: Cookies
  /** When the session was ended, by whichever way; on the clock of this test. */
  endedAt: number | null
  lastIn: number
}

let clock = Date.now()
let house: House
let origin: string
const servers: Server[] = []
const holders: Holder[] = []
/** The isolates that answer at the moment, each with the round it was deployed with. */
let live: { fetch(request: Request): Response | Promise<Response> }[] = []
let trips = () => 0
const deploy: Record<number, (typeof live)[number]> = {}

async function listen(fetch: (request: Request) => Response | Promise<Response>, port: number): Promise<void> {
  const server = serve({ fetch, port, hostname: 'localhost' }) as Server
  await once(server, 'listening')
  servers.push(server)
}

/** A portal as README.md has it. */
async function startPortal(port: number): Promise<void> {
  const keys = createRemoteJWKSet(new URL('/auth/jwks.json', origin), { cooldownDuration: KEYS_KEPT, cacheMaxAge: KEYS_KEPT })
  const terms = { issuer: origin, audience: origin, algorithms: ['EdDSA'] }
  await listen(async (request) => {
    const pass = request.headers.get('Latchkey-Pass') ?? ''
    const { payload } = await jwtVerify(pass, keys, { ...terms, currentDate: new Date(clock), clockTolerance: 30 }).catch(() => ({
      payload: null,
    }))
    return payload ? new Response(payload.sub) : new Response('who are you?', { status: 401 })
  }, port)
}

beforeAll(async () => {
  house = await openHouse()
  const [port, behind] = [await freePort(), await freePort()]
  origin = `http://localhost:${port}`
  await startPortal(behind)
  const { database, trips: made } = counted(house.database)
  trips = made
  for (const round of [1, 2, 3]) {
    const at = {
      origin,
      carrier: 'http://127.0.0.1:9',
      portal: `http://localhost:${behind}`,
      database: { url: 'file:of-the-house', token: '' },
    }
    const settings = parseSettings({ ...developmentEnvironment(KEYS, at), PASS_KEY_ROUND: String(round) })
    const app = createApp({
      ...{ settings, database, office: postOffice(settings), system: { ...system, now: () => clock } },
      passwords: passwords({ pepper: KEYS.pepper, now: system.now, bytes: system.bytes }),
      clientAddress: () => '192.0.2.1',
      background: () => {},
    })
    deploy[round] = app
  }
  let turn = 0
  await listen((request) => (live[turn++ % live.length] as (typeof live)[number]).fetch(request), port)
  for (let i = 0; i < PEOPLE; i++) holders.push(await signedIn(i))
})
afterAll(async () => {
  for (const server of servers) server.closeAllConnections()
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  await house.close()
})

async function signedIn(number: number): Promise<Holder> {
  const account = await house.somebody()
  const [id, secret] = [`session-of-number-${String(number).padStart(4, '0')}`, system.secret()]
  const hash = createHash('sha256').update(secret).digest('base64url')
  await house.rows(
    'insert into sessions (id, account_id, secret_hash, amr, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
    ...[id, account, hash, 'pwd sms mfa', clock, clock, clock + 43_200_000],
  )
  const cookies = new Cookies()
  cookies.set('latchkey', `${id}.${secret}`)
  return { account, cookies, endedAt: null, lastIn: clock }
}

/** Each number of requests after which something happens. */
const EVENTS: Record<number, () => Promise<unknown> | undefined> = {
  1000: () => deployed(1, 2),
  2500: () => deployed(2),
  3000: () => ended(0, 'update sessions set ended_at = ? where account_id = ?'),
  4000: () => deployed(2, 3),
  5000: () => ended(1, 'update accounts set disabled_at = ? where id = ?'),
  5500: () => deployed(3),
  7000: () => ended(2, 'update sessions set ended_at = ? where account_id = ?'),
}

function deployed(...rounds: number[]): undefined {
  live = rounds.map((round) => deploy[round]).filter((app) => app !== undefined)
}

async function ended(which: number, statement: string): Promise<void> {
  const holder = holders[which] as Holder
  holder.endedAt = clock
  await house.rows(statement, clock, holder.account)
}

it('lets 10,000 requests through without a failure while keys change and sessions end, and no ended one for over a minute', async () => {
  deployed(1)
  // A line for each request is more than anybody reads.
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const kids = new Set<string | undefined>()
  let sent = 0
  const before = trips()
  const failures: string[] = []
  const work = async (holder: Holder) => {
    while (sent < REQUESTS) {
      sent += 1
      clock += PER_REQUEST
      await EVENTS[sent]?.()
      const { cookies, account } = holder
      const { status, text, headers } = await exchange(`${origin}/page`, { headers: { ...cookies.header(), accept: 'text/html' } })
      cookies.take(headers['set-cookie'] ?? [])
      if (headers['set-cookie']) kids.add(decodeProtectedHeader(cookies.get('latchkey-pass') ?? '').kid)
      if (status === 200 && text === account) holder.lastIn = clock
      else if (status !== 303 || holder.endedAt === null) failures.push(`${sent}: ${status} ${text}`)
    }
  }
  await Promise.all(holders.map(work)).finally(() => log.mockRestore())

  expect(failures).toEqual([])
  expect(kids.size).toBe(3)
  for (const { endedAt, lastIn } of holders) {
    if (endedAt === null) expect(clock - lastIn).toBeLessThan(60_000)
    // The request that was under way when the clock was read, and as many others as there are people, come on top.
    else expect(lastIn - endedAt).toBeLessThanOrEqual(60_000 + PEOPLE * PER_REQUEST)
  }
  // One trip a minute and person, and one each for whoever comes without a live session.
  const minutes = (REQUESTS * PER_REQUEST) / 60_000
  const refused = REQUESTS / PEOPLE
  expect(trips() - before).toBeLessThanOrEqual(PEOPLE * (minutes + 2) + 3 * refused)
  console.log(`${REQUESTS} requests, ${PEOPLE} people, 2 changes of keys, 3 sessions ended: no failure, ${trips() - before} database trips`)
})
