import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { clientBehind, clientNetwork, isAmong } from './client-address.ts'
import { countryChoices } from './countries.ts'
import { isCommon } from './credentials/blocklist.ts'
import type { Passwords } from './credentials/passwords.ts'
import { linesOf } from './delivery/lines.ts'
import { postWith } from './delivery/outbox.ts'
import type { Office } from './delivery/post-office.ts'
import { asWritten } from './domain/mask.ts'
import { HOOKS_AT_ONCE } from './domain/policy.ts'
import { domainOf } from './domain-settings.ts'
import type { Counted } from './guard/options.ts'
import { guardTally } from './guard-tally.ts'
import { issuerAt } from './issuer/issuer.ts'
import { takeEvent } from './journey/follow-call.ts'
import { log, note } from './log.ts'
import { passKeys } from './pass/keys.ts'
import type { AppContext, AppEnv } from './routes/context.ts'
import { houseRules } from './routes/guard.ts'
import { turns } from './routes/turns.ts'
import type { Settings } from './settings.ts'
import { spendCeilings } from './spend-settings.ts'
import { accountsIn } from './storage/accounts.ts'
import { alarmsIn } from './storage/alarms.ts'
import { callsIn } from './storage/calls.ts'
import { counted, type Database } from './storage/database.ts'
import { outboxIn } from './storage/deliveries.ts'
import { domainIdentitiesIn } from './storage/domain-identities.ts'
import { readFigures, readStanding } from './storage/figures.ts'
import { flowsIn } from './storage/flows.ts'
import { guardCountsIn } from './storage/guard-counts.ts'
import { joinsIn } from './storage/joins.ts'
import { loginsIn } from './storage/logins.ts'
import { phoneRequestsIn } from './storage/lost-phone.ts'
import { recoveriesIn } from './storage/recoveries.ts'
import { sessionsIn } from './storage/sessions.ts'
import { stepUpsIn } from './storage/step-ups.ts'
import { type Keyring, keyring, type System } from './system.ts'

/** What a runtime hands to the application. */
export type AppDeps = {
  settings: Settings
  database: Database
  office: Office
  passwords: Passwords
  system: System
  /** The address of whoever is connected, from the runtime; never from a header that a client can write. */
  clientAddress(c: Context): string
  /** Keeps work alive after the answer. */
  background(c: Context, work: Promise<unknown>): void
}

/** Where domain accounts are authenticated, as this isolate knows it; null where they are not. */
function domainLogin(settings: Settings) {
  const domain = domainOf(settings)
  if (!domain) return null
  const { policy, ...client } = domain
  const issuer = issuerAt({ ...client, redirectUri: `${settings.PUBLIC_ORIGIN}/auth/login/domain/callback`, claim: policy.claim })
  return { issuer, policy, createAt: settings.DOMAIN_CREATE ? settings.DOMAIN_NAME : null }
}

export const serverKeys = (settings: Settings): Keyring => keyring(new TextEncoder().encode(settings.SECRET_KEY))

/** What the sweep, and whoever hands a message over, look out for besides. */
export const watch = (settings: Settings, database: Database) => ({
  ...linesOf(settings, note),
  alarms: alarmsIn(database, spendCeilings(settings), settings.ALARM_TO),
})

/** Gives each request its time, its id, its share of the dependencies, and its line in the log. */
export function wire(deps: AppDeps, look: { style: string; scripts: readonly string[] }) {
  const { settings, system } = deps
  const keys = serverKeys(settings)
  const site = {
    brand: settings.BRAND_NAME,
    portal: settings.PORTAL_NAME,
    domain: settings.DOMAIN_NAME,
    support: settings.SUPPORT,
    timeZone: settings.TIME_ZONE,
    language: settings.LANGUAGE,
    textsFrom: asWritten(settings.TELNYX_FROM),
    logo: settings.BRAND_LOGO ?? null,
    ...look,
  }
  const domain = domainLogin(settings)
  const hookTurns = turns(HOOKS_AT_ONCE)
  const countries = countryChoices(settings.PHONE_COUNTRIES, settings.LANGUAGE)
  const lines = linesOf(settings, note)
  const rules = houseRules(settings)
  const passes = { keys: once(() => passKeys(keys, settings.PASS_KEY_ROUND)), terms: { issuer: rules.origin, audience: rules.audience } }
  const tally = guardTally(guardCountsIn(deps.database).add)
  const ceilings = {
    sendsPerClient: settings.SENDS_PER_CLIENT,
    messagesPerDay: settings.MESSAGES_PER_DAY,
    callsPerDay: settings.CALLS_PER_DAY,
    ...spendCeilings(settings),
  }

  /** What the steps of the journeys work with; a page of the portal needs none of it. */
  const wireJourneys = (c: AppContext, database: Database, background: (work: Promise<unknown>) => void) => {
    const deliveries = outboxIn(deps.database)
    const registration = {
      flows: flowsIn(database, ceilings),
      accounts: accountsIn(database, settings.GUESSES_PER_CLIENT),
      passwords: deps.passwords,
      isCommon,
      keys,
      id: system.id,
      wait: system.wait,
      post: postWith({ office: deps.office, deliveries, keys, system, note, ...lines }, background),
      countries: settings.PHONE_COUNTRIES,
      houseNames: [settings.BRAND_NAME, settings.PORTAL_NAME],
    }
    const logins = loginsIn(database, ceilings, settings.REMEMBER_DAYS)
    c.set('registration', registration)
    c.set('recover', { ...registration, recoveries: recoveriesIn(database, ceilings, settings.GUESSES_PER_CLIENT) })
    const requests = phoneRequestsIn(database, ceilings, settings.GUESSES_PER_CLIENT)
    c.set('login', { ...registration, logins, requests, stepUps: stepUpsIn(database), rememberDays: settings.REMEMBER_DAYS, registration })
    c.set('domain', domain && { ...domain, identities: domainIdentitiesIn(database), keys, id: system.id, newSecret: system.secret })
    c.set('health', {
      ...{ key: settings.HEALTH_KEY, spendPerDay: settings.SPEND_PER_DAY },
      standing: () => readStanding(database),
      figures: (now, within) => readFigures(database, now, within, spendCeilings(settings).prices),
    })
    c.set('joining', { joins: joinsIn(database, settings.GUESSES_PER_CLIENT), keys, id: system.id })
    c.set('hooks', {
      readTelnyx: deps.office.readTelnyx,
      readResend: deps.office.readResend,
      readSendgrid: deps.office.readSendgrid,
      take: (by, provider, event) =>
        takeEvent(
          { calls: callsIn(database), commandsOf: deps.office.callsOf, keys, voiceProof: settings.VOICE_PROOF, post: registration.post },
          ...([by, provider, event] as const),
        ),
      wait: system.wait,
      background,
      turns: hookTurns,
    })
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const now = system.now()
    const peer = deps.clientAddress(c)
    const client = {
      address: clientBehind(peer, c.req.header('X-Forwarded-For'), settings.TRUSTED_HOPS),
      isHop: isAmong(peer, settings.TRUSTED_HOPS),
    }
    const visit = {
      ...{ now, stamp: system.id() },
      get clientKey() {
        return keys.digest('client', clientNetwork(client.address))
      },
    }
    const { database, trips } = counted(deps.database)
    const background = (work: Promise<unknown>) =>
      deps.background(
        c,
        work.catch((error) => log(now, 'background-fault', { fault: error.name })),
      )
    const facts: AppEnv['Variables']['facts'] = {}
    const count = (what: Counted) => {
      const writing = tally(what, now)
      if (writing) background(writing)
    }
    c.set('visit', visit)
    c.set('origin', settings.PUBLIC_ORIGIN)
    c.set('keys', keys)
    c.set('newSecret', system.secret)
    c.set('site', site)
    c.set('countries', countries)
    c.set('voiceProof', settings.VOICE_PROOF)
    c.set('facts', facts)
    c.set('sessions', sessionsIn(database))
    c.set('client', client)
    c.set('passes', passes)
    c.set('guard', { rules, key: settings.GUARD_KEY, count })
    if (isOurs(c.req.path)) wireJourneys(c, database, background)
    await next()
    if (facts.portal === undefined) keptNowhere(c)
    // The guard counts what it lets through; a line for each picture of a portal would bury the rest.
    else if (trips() === 0 && c.res.status < 500) return
    log(now, 'request', {
      id: visit.stamp,
      method: c.req.method,
      // What a portal's addresses say is nobody's business here.
      path: facts.portal === undefined ? c.req.path : '',
      status: c.res.status,
      trips: trips(),
      ms: system.now() - now,
      ...facts,
    })
  })
}

const isOurs = (path: string): boolean => path === '/auth' || path.startsWith('/auth/')

function keptNowhere(c: Context) {
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store, private')
  if (!c.res.headers.has('Vary')) c.header('Vary', 'HX-Request, HX-Request-Type, Save-Data')
}

/** Worked out when it is first asked for. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work()
    return done
  }
}
