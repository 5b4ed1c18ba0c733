import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Comer, DomainIdentities, Entrance } from '../domain-login/ports.ts'
import type { Visit } from '../journey/ports.ts'
import { record } from './audit.ts'
import { type Built, build, type Database } from './database.ts'
import { all, there } from './guards.ts'
import { insertSession } from './login-completion.ts'
import { accounts, authenticators, domainIdentities, sessions } from './schema.ts'
import { endSession } from './sessions.ts'
import { insertWhen, statement } from './statements.ts'

export const domainIdentitiesIn = (database: Database): DomainIdentities => ({
  async enter(visit, comer) {
    const results = await database.batch([...admit(visit, comer), verdict(comer)])
    return entranceOf(results.at(-1)?.rows[0] ?? {})
  },
})

/** Makes the account where that is wanted, binds it, begins the session, and says so. */
function admit(visit: Visit, comer: Comer): Built[] {
  const { now } = visit
  const { issuer, subject, identityId, addressKey, account, session, instead } = comer
  const [bound, named] = [boundTo(comer), namedBy(addressKey)]
  const begun = there(build.select({ one: sql`1` }).from(sessions).where(mine(comer)))
  const nobody = all(sql`${bound} is null`, sql`not exists (${everybodyNamed(addressKey)})`)
  return [
    ...(account
      ? [insertWhen(accounts, { ...account, usernameKey: addressKey ?? '', passwordHash: NO_PASSWORD, createdAt: now }, nobody)]
      : []),
    ...(account ? [record(visit, 'domain-account-created', { account: sql`${account.id}` }, exists(account.id))] : []),
    insertWhen(
      domainIdentities,
      { id: identityId, issuer, subject, accountId: named, createdAt: now },
      all(sql`${bound} is null`, inUse(named), sql`not ${boundToAnother(comer)}`),
    ),
    record(visit, 'domain-bound', { account: bound }, isBoundBy(identityId)),
    insertSession(visit, session, bound, sql`${comer.amr}`, null, inUse(bound), { since: comer.since }),
    record(visit, 'logged-in-domain', { account: bound }, begun),
    ...(instead && instead.id !== session.id ? endSession(instead, now, begun) : []),
  ]
}

/** No password's hash: the domain is the only way into an account that it made. */
const NO_PASSWORD = ''

/** How it stands after all that. */
const verdict = (comer: Comer): Built => {
  const account = sql`coalesce(${boundTo(comer)}, ${namedBy(comer.addressKey)})`
  return statement(sql`select
    exists (select 1 from ${sessions} where ${mine(comer)}) as begun,
    ${account} is not null as known,
    ${account} is not null and not ${inUse(account)} as disabled,
    ${boundTo(comer)} is null and ${boundToAnother(comer)} as another`)
}

function entranceOf({ begun, known, disabled, another }: Record<string, unknown>): Entrance {
  if (begun) return 'in'
  if (disabled) return 'account-disabled'
  if (another) return 'bound-to-another'
  // The session of this handshake was begun before.
  return known ? 'stale' : 'unknown-person'
}

/** The account that this person of this issuer is known to be. */
const boundTo = ({ issuer, subject }: Pick<Comer, 'issuer' | 'subject'>): SQL =>
  sql`(select ${domainIdentities.accountId} from ${domainIdentities}
    where ${and(eq(domainIdentities.issuer, issuer), eq(domainIdentities.subject, subject))})`

/**
 * The account of an address: whoever has confirmed it, or was imported under it. A username that somebody chose for themselves
 * proves nothing, and two accounts are one too many.
 */
const namedBy = (addressKey: string | null): SQL => sql`(select case when count(distinct id) = 1 then min(id) end from (
  ${confirmed(addressKey)} union all
  select ${accounts.id} as id from ${accounts} where ${and(eq(accounts.usernameKey, addressKey ?? ''), isNull(accounts.joinedWith))}))`

/** Nobody may have the name at all where an account is to be made for it. */
const everybodyNamed = (addressKey: string | null): SQL => sql`${confirmed(addressKey)} union all
  select ${accounts.id} as id from ${accounts} where ${eq(accounts.usernameKey, addressKey ?? '')}`

const confirmed = (addressKey: string | null): SQL => sql`select ${authenticators.accountId} as id from ${authenticators}
  where ${and(eq(authenticators.kind, 'email'), eq(authenticators.addressKey, addressKey ?? ''))}`

/** Another person of this issuer had the address before: what was theirs is not handed on with it. */
const boundToAnother = ({ issuer, subject, addressKey }: Comer): SQL =>
  there(
    build
      .select({ one: sql`1` })
      .from(domainIdentities)
      .where(
        and(
          eq(domainIdentities.issuer, issuer),
          sql`${domainIdentities.accountId} = ${namedBy(addressKey)}`,
          ne(domainIdentities.subject, subject),
        ),
      ),
  )

const inUse = (account: SQL): SQL =>
  sql`exists (select 1 from ${accounts} where ${accounts.id} = ${account} and ${accounts.disabledAt} is null)`

const exists = (account: string): SQL => sql`exists (select 1 from ${accounts} where ${accounts.id} = ${account})`

const isBoundBy = (identity: string): SQL => sql`exists (select 1 from ${domainIdentities} where ${domainIdentities.id} = ${identity})`

const mine = ({ session }: Comer): SQL => all(eq(sessions.id, session.id), eq(sessions.secretHash, session.secretHash))
