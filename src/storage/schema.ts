import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { PURPOSES } from '../domain/challenge.ts'
import { DELIVERY_KINDS, type DeliveryState, type RefusedDetail, STATES } from '../domain/delivery.ts'
import { STEPS } from '../domain/flow.ts'
import { LOGIN_STEPS } from '../domain/login.ts'
import { RECOVERY_STEPS } from '../domain/recovery.ts'

/** Times are milliseconds since 1970; digests are HMAC-SHA-256 in base64url; nothing here can be turned back into a secret. */

/** A subscriber: a user of the portal, imported with the portal's password hash, registered once. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    /** As the portal writes it. */
    username: text().notNull(),
    /** `usernameKey(username)`: what is looked up. */
    usernameKey: text('username_key').notNull(),
    /** A keyed digest of the name, only to give strangers' guesses a neighbour whose hash is computed in place of theirs. */
    neighbourKey: text('neighbour_key').notNull(),
    name: text().notNull(),
    facility: text().notNull(),
    /** Imported format until registration, a PHC scrypt string of ours after it. */
    passwordHash: text('password_hash').notNull(),
    method: text({ enum: ['phone', 'email'] }),
    createdAt: integer('created_at').notNull(),
    registeredAt: integer('registered_at'),
    disabledAt: integer('disabled_at'),
    /** The registration code of a facility that let somebody in who was not imported. */
    joinedWith: text('joined_with'),
    /** National Provider Identifier, ten digits, where it was given. */
    npi: text(),
  },
  (t) => [uniqueIndex('accounts_username_key').on(t.usernameKey), index('accounts_neighbour_key').on(t.neighbourKey)],
)

/** Confirmed ways to reach a subscriber. An email belongs to one account; a phone may be shared. */
export const authenticators = sqliteTable(
  'authenticators',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    kind: text({ enum: ['email', 'phone'] }).notNull(),
    /** An email address as typed, or E.164. */
    address: text().notNull(),
    /** `emailKey(address)`, or E.164: the form in which two spellings are one. */
    addressKey: text('address_key').notNull(),
    /** What is dialled once a switchboard has answered: digits, and `w` for a pause. Such a phone gets no texts. */
    extension: text(),
    /** ISO 3166, of a phone. */
    country: text(),
    /** The keyed digest that budgets are counted by, as on the challenge that confirmed it. */
    destinationKey: text('destination_key').notNull().default(''),
    confirmedAt: integer('confirmed_at').notNull(),
  },
  (t) => [
    uniqueIndex('authenticators_of_account').on(t.accountId, t.kind, t.addressKey),
    uniqueIndex('authenticators_email').on(t.addressKey).where(sql`kind = 'email'`),
  ],
)

/** One pass through a journey. The cookie holds `id.secret`; the row holds the fingerprint of the secret. */
export const flows = sqliteTable(
  'flows',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    secretHash: text('secret_hash').notNull(),
    /** The secret that was replaced, and by which step: good only to repeat that very step. */
    formerHash: text('former_hash'),
    formerStep: text('former_step'),
    rotatedAt: integer('rotated_at').notNull(),
    journey: text({ enum: ['registration', 'login', 'recovery'] })
      .notNull()
      .default('registration'),
    step: text({ enum: [...STEPS, 'registered', ...LOGIN_STEPS, 'logged-in', ...RECOVERY_STEPS, 'recovered'] }).notNull(),
    /** The method that is registered; of a login, the kind of way that is shown. */
    method: text({ enum: ['phone', 'email'] }),
    email: text(),
    emailProvedAt: integer('email_proved_at'),
    passwordHash: text('password_hash'),
    /** Of a login: the number that is to take the place of a lost one. */
    phone: text(),
    phoneExtension: text('phone_extension'),
    phoneProvedAt: integer('phone_proved_at'),
    /** Of a login: this browser is to be remembered. */
    remember: integer({ mode: 'boolean' }).notNull().default(false),
    /** Of a login: the password is long enough to stand beside a code by email. */
    emailSuffices: integer('email_suffices', { mode: 'boolean' }).notNull().default(false),
    /** Of a login: the session that is stepped up, which stands for the password; null where a password was shown. */
    stepsUp: text('steps_up'),
    /** Of a step-up: the one kind of way that will do; null where either will. */
    demands: text({ enum: ['phone', 'email'] }),
    /** Whose wrong codes are counted together, where it is not the account: of a recovery, the name that was typed. */
    failureSubject: text('failure_subject'),
    createdAt: integer('created_at').notNull(),
    resumedAt: integer('resumed_at'),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
    /** The request that made the latest change: later statements of its batch ask for it. */
    stamp: text().notNull(),
  },
  (t) => [
    uniqueIndex('flows_open_registration').on(t.accountId).where(sql`ended_at is null and journey = 'registration'`),
    index('flows_of_account').on(t.accountId, t.journey),
    index('flows_by_secret').on(t.secretHash),
  ],
)

/** Proof of one address, for one purpose, in one flow. All its codes share one count of attempts. */
export const challenges = sqliteTable(
  'challenges',
  {
    id: text().primaryKey(),
    flowId: text('flow_id')
      .notNull()
      .references(() => flows.id),
    purpose: text({ enum: PURPOSES }).notNull(),
    destination: text().notNull(),
    /** A keyed digest of the destination: what budgets are counted by. */
    destinationKey: text('destination_key').notNull(),
    /** Of a phone behind a switchboard, as on the authenticator. */
    extension: text(),
    /** ISO 3166, of a phone. */
    country: text(),
    attempts: integer().notNull().default(0),
    sends: integer().notNull().default(0),
    lastSentAt: integer('last_sent_at').notNull(),
    consumedAt: integer('consumed_at'),
    /** Set when the address is changed: the challenge proves nothing any more. */
    retiredAt: integer('retired_at'),
    createdAt: integer('created_at').notNull(),
    stamp: text().notNull(),
  },
  (t) => [index('challenges_of_flow').on(t.flowId, t.purpose, t.createdAt)],
)

/** The codes of a challenge, all derived when it is made; a send opens the next one. */
export const codes = sqliteTable(
  'codes',
  {
    challengeId: text('challenge_id')
      .notNull()
      .references(() => challenges.id),
    /** 1 for the first message, and the counter of the HOTP. */
    send: integer().notNull(),
    /** HMAC(key, flow, purpose, code). */
    digest: text().notNull(),
    channel: text({ enum: ['email', 'sms', 'voice'] }),
    openedAt: integer('opened_at'),
    expiresAt: integer('expires_at'),
  },
  (t) => [primaryKey({ columns: [t.challengeId, t.send] })],
)

/** The outbox: a row for every message, written in the batch that made it due. Budgets count these rows. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    /** Also the provider's idempotency key. */
    id: text().primaryKey(),
    kind: text({ enum: DELIVERY_KINDS }).notNull(),
    /** What its code is for; null where it carries none. */
    purpose: text({ enum: PURPOSES }),
    channel: text({ enum: ['email', 'sms', 'voice'] }).notNull(),
    destination: text().notNull(),
    destinationKey: text('destination_key').notNull(),
    /** Of a call: what is dialled once a switchboard has answered. */
    extension: text(),
    /** ISO 3166, of a phone. */
    country: text(),
    /** The first seven digits of a phone: in North America the calling code, the area and the exchange. */
    prefix: text(),
    accountId: text('account_id').notNull(),
    clientKey: text('client_key').notNull(),
    flowId: text('flow_id').notNull(),
    challengeId: text('challenge_id'),
    /** Which code of the challenge it carries. */
    send: integer(),
    /** `domain/delivery.ts` says what each means. */
    state: text({ enum: Object.keys(STATES) as [DeliveryState, ...DeliveryState[]] }).notNull(),
    /** What a notice says besides, as JSON: the method, and the last digits of the number. */
    about: text(),
    /** Why it was refused, where a provider said so. */
    detail: text().$type<RefusedDetail>(),
    /** The place of the state in the order of things: it only rises. */
    rank: integer().notNull().default(0),
    /** The provider that has it, or may have it: no other is given it. */
    provider: text(),
    providerId: text('provider_id'),
    /** The provider's own word for what went wrong. */
    providerError: text('provider_error'),
    /** Its turn: a channel's messages leave no faster than its provider takes them. 0 until it was given one. */
    notBefore: integer('not_before').notNull().default(0),
    /** When a provider took it, when it reached the phone or the mailbox, and when its code was used. */
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    provedAt: integer('proved_at'),
    /** How often it was handed to the provider. */
    tries: integer().notNull().default(0),
    /** The tries up to this one certainly reached nobody. */
    vainTries: integer('vain_tries').notNull().default(0),
    /** How often digits were keyed into this call. */
    keyings: integer().notNull().default(0),
    leasedUntil: integer('leased_until').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    stamp: text().notNull(),
  },
  (t) => [
    index('deliveries_to').on(t.destinationKey, t.createdAt),
    index('deliveries_of_account').on(t.accountId, t.createdAt),
    index('deliveries_by_client').on(t.clientKey, t.createdAt),
    index('deliveries_due').on(t.leasedUntil).where(sql`state = 'due'`),
    index('deliveries_at_provider').on(t.providerId),
    index('deliveries_of_flow').on(t.flowId, t.createdAt),
    index('deliveries_by_prefix').on(t.prefix, t.createdAt).where(sql`prefix is not null`),
    index('deliveries_by_country').on(t.country, t.createdAt).where(sql`country is not null`),
    index('deliveries_by_time').on(t.createdAt),
    index('deliveries_turnless').on(t.stamp).where(sql`not_before = 0`),
  ],
)

/** How many messages went out by a channel to a country on a day (UTC), for the daily ceilings. */
export const dailySends = sqliteTable(
  'daily_sends',
  {
    day: text().notNull(),
    channel: text().notNull(),
    /** ISO 3166; empty for mail. */
    country: text().notNull(),
    messages: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.channel, t.country] })],
)

/** What the version before counts in, while it runs beside this one; the next version drops it. */
export const dailyTotals = sqliteTable(
  'daily_totals',
  { day: text().notNull(), channel: text().notNull(), messages: integer().notNull() },
  (t) => [primaryKey({ columns: [t.day, t.channel] })],
)

/** When the next message of a channel may leave, and how many milliseconds after it the one after that. */
export const pace = sqliteTable('pace', {
  channel: text({ enum: ['email'] }).primaryKey(),
  nextAt: integer('next_at').notNull(),
  gap: integer().notNull(),
})

/** How the providers do. One that fails again and again is left alone until `downUntil`. */
export const providers = sqliteTable('providers', {
  name: text().primaryKey(),
  /** In a row. */
  failures: integer().notNull(),
  downUntil: integer('down_until').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Channels that an operator has switched off. */
export const switches = sqliteTable('switches', {
  channel: text({ enum: ['email', 'sms', 'voice'] }).primaryKey(),
  reason: text().notNull(),
  since: integer().notNull(),
})

/** Addresses and numbers to which nothing is sent, since what went there came back or was not wanted. */
export const suppressions = sqliteTable('suppressions', {
  destinationKey: text('destination_key').primaryKey(),
  reason: text({ enum: ['bounced', 'complained', 'not-asked'] }).notNull(),
  since: integer().notNull(),
  until: integer().notNull(),
})

/** What kind of line a number is, as far as it was asked: `domain/line.ts` says what each means. */
export const numberLines = sqliteTable('number_lines', {
  destinationKey: text('destination_key').primaryKey(),
  line: text().notNull(),
  askedAt: integer('asked_at').notNull(),
})

/** What an operator should know of, counted by the hour. */
export const alarms = sqliteTable(
  'alarms',
  {
    kind: text().notNull(),
    /** Of what: a prefix, a country, a channel, a provider. */
    subject: text().notNull(),
    /** As 2026-11-24T10, UTC. */
    hour: text().notNull(),
    count: integer().notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    /** When it was told. */
    toldAt: integer('told_at'),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subject, t.hour] }), index('alarms_untold').on(t.firstAt).where(sql`told_at is null`)],
)

/** Webhook events that meant nothing to us, by day (UTC). */
export const hookCounts = sqliteTable(
  'hook_counts',
  {
    day: text().notNull(),
    provider: text().notNull(),
    outcome: text({ enum: ['unknown', 'repeated'] }).notNull(),
    events: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.provider, t.outcome] })],
)

/** What the guard did with requests on a day (UTC), by the facility and by how strictly it was set. */
export const guardCounts = sqliteTable(
  'guard_counts',
  {
    /** As 2026-11-24. */
    day: text().notNull(),
    /** Empty where nobody is known. */
    facility: text().notNull().default(''),
    mode: text({ enum: ['off', 'observe', 'warn', 'enforce'] }).notNull(),
    outcome: text({ enum: ['passed', 'anonymous', 'warned', 'stopped'] }).notNull(),
    requests: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.facility, t.mode, t.outcome] })],
)

/** Failures in a row. `subject` is a factor and a keyed digest of whose: unknown names are counted like known ones. */
export const failures = sqliteTable('failures', {
  subject: text().primaryKey(),
  count: integer().notNull(),
  lockedUntil: integer('locked_until').notNull(),
  updatedAt: integer('updated_at').notNull(),
  stamp: text().notNull(),
})

/** Webhook events that were taken in, by the provider's own id: a repeat finds its row and does nothing. */
export const providerEvents = sqliteTable('provider_events', {
  id: text().primaryKey(),
  receivedAt: integer('received_at').notNull(),
  /** The request that took it in: the rest of its batch asks for it. */
  stamp: text().notNull(),
})

export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    secretHash: text('secret_hash').notNull(),
    /** How the person was authenticated, space-separated RFC 8176 values: `pwd otp`. */
    amr: text().notNull(),
    flowId: text('flow_id'),
    createdAt: integer('created_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [index('sessions_of_account').on(t.accountId), uniqueIndex('sessions_of_flow').on(t.flowId)],
)

/** Whom an identity provider calls by which subject: what a domain account is found by. */
export const domainIdentities = sqliteTable(
  'domain_identities',
  {
    id: text().primaryKey(),
    issuer: text().notNull(),
    subject: text().notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [uniqueIndex('domain_identities_subject').on(t.issuer, t.subject)],
)

/** Codes by which a facility lets people register who were not imported. */
export const registrationCodes = sqliteTable('registration_codes', {
  /** A keyed digest of the code: whoever reads the table can't use it. */
  id: text().primaryKey(),
  facility: text().notNull(),
  usesLeft: integer('uses_left').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

/** Browsers that may skip the code until they expire. They are still asked for the password. */
export const rememberedBrowsers = sqliteTable(
  'remembered_browsers',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    secretHash: text('secret_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [index('remembered_browsers_of_account').on(t.accountId)],
)

/** That a lost phone is to be replaced: asked for with the password and the mailbox, and finished with both, no sooner than a day after. */
export const phoneRequests = sqliteTable(
  'phone_requests',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id),
    /** The keyed digest of the code that cancels it. */
    cancelDigest: text('cancel_digest').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
    ending: text({ enum: ['cancelled', 'finished', 'expired'] }),
    /** The request that made, or ended, it. */
    stamp: text().notNull(),
  },
  (t) => [
    uniqueIndex('phone_requests_open').on(t.accountId).where(sql`ended_at is null`),
    index('phone_requests_of_account').on(t.accountId, t.createdAt),
  ],
)

/** What was decided, appended in the batch that decided it. Ids have no gaps: a missing one is a deleted one. */
export const auditEvents = sqliteTable('audit_events', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  event: text().notNull(),
  accountId: text('account_id'),
  flowId: text('flow_id'),
  /** Reason types and counts; never an address, a code or a name. */
  detail: text(),
})
