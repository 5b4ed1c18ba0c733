/**
 * The application for the soak: wired as in `src/deno.ts`, but with a clock that can be moved on, a cheap password hash, a sweep that is
 * asked for, and points at which it can be made to die.
 */
import { createApp } from '../../../src/app.tsx'
import { bcrypt } from '../../../src/credentials/formats/bcrypt.ts'
import { scrypt } from '../../../src/credentials/formats/scrypt.ts'
import { kdf } from '../../../src/credentials/kdf.ts'
import type { Passwords } from '../../../src/credentials/passwords.ts'
import { writeScryptString } from '../../../src/credentials/phc.ts'
import { postOffice } from '../../../src/delivery/post-office.ts'
import { sweep } from '../../../src/delivery/sweep.ts'
import { note } from '../../../src/log.ts'
import { parseSettings } from '../../../src/settings.ts'
import { type Built, openDatabase } from '../../../src/storage/database.ts'
import { outboxIn } from '../../../src/storage/deliveries.ts'
import { connectTo } from '../../../src/storage/remote.ts'
import { system as real } from '../../../src/system.ts'
import { type AppDeps, serverKeys, watch } from '../../../src/wire.ts'
import { isBookkeeping } from '../line.ts'
import { type ClockPlan, clockOf } from './clock.ts'
import { pointOf } from './points.ts'

const env = Deno.env.toObject()
const settings = parseSettings(env)
const clock = clockOf(JSON.parse(env.SOAK_CLOCK ?? '') as ClockPlan)
const system = { ...real, now: () => clock.at(Date.now()) }
const die = pointOf(env.DIE_AT, () => Deno.kill(Deno.pid, 'SIGKILL'))

/** A provider's request may be the last thing this process does, or its answer the last thing that it hears. */
const plainFetch = globalThis.fetch
const isOfProvider = (url: string) => url.startsWith(settings.RESEND_BASE_URL)
globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (!isOfProvider(url)) return plainFetch(input, init)
  die('before-provider')
  const answer = await plainFetch(input, init)
  die('after-provider')
  return answer
}

const opened = openDatabase(() => connectTo(settings.DATABASE_URL, settings.DATABASE_AUTH_TOKEN))
const holds = (statements: readonly Built[], part: RegExp) => statements.some((each) => part.test(each.toSQL().sql))
const database = {
  async batch(statements: readonly Built[]) {
    const [stores, marks] = [
      holds(statements, /^insert into "deliveries"/),
      isBookkeeping({ statements: statements.map((each) => each.toSQL().sql) }),
    ]
    if (marks) die('before-mark')
    const results = await opened.batch(statements)
    if (stores) die('after-commit')
    return results
  },
}

/** Scrypt and bcrypt as in the product, at a cost that lets thousands register within minutes. */
const COST = { ln: 4, r: 8, p: 1 }
const hash = async (password: string) => {
  const salt = system.bytes(16)
  return writeScryptString({ cost: COST, salt, hash: await kdf.scrypt(password, salt, COST, 32) })
}
const verify = async (stored: string, password: string) => (await (scrypt(stored) ?? bcrypt(stored))?.(password, kdf)) ?? false
const passwords: Passwords = {
  ...{ hash, verify },
  replace: async (stored, password) => ((await verify(stored, password)) ? null : hash(password)),
  seat: () => ({ verify, leave: () => {} }),
}

/** Providers sign by the true clock. */
const office = postOffice(settings)
const { readTelnyx, readResend } = office
office.readTelnyx = (body, headers) => readTelnyx(body, headers, Date.now())
office.readResend = (body, headers) => readResend(body, headers, Date.now())

const deps: AppDeps = { settings, database, office, passwords, system, clientAddress: () => '127.0.0.1', background: () => {} }
const app = createApp(deps)
const { EMAILS_PER_SECOND: emailsPerSecond } = settings
const outbox = { office, deliveries: outboxIn(database), keys: serverKeys(settings), system, note, emailsPerSecond }

async function control(path: string, body: string): Promise<Response> {
  if (path === '/soak/clock') clock.jump(Number(body))
  if (path === '/soak/sweep') await sweep({ ...outbox, ...watch(settings, database) })
  return new Response('well')
}

Deno.serve({ hostname: '127.0.0.1', port: Number(env.PORT) }, async (request) => {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/soak/')) return app.fetch(request)
  return control(pathname, await request.text()).catch(() => new Response('', { status: 503 }))
})
