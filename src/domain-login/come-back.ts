import {
  type Address,
  type Assertion,
  amrOf,
  authenticatedAt,
  type DomainRefusal,
  nameOf,
  verifiedAddress,
} from '../domain/domain-account.ts'
import type { SessionTicket, Ticket, Visit } from '../journey/ports.ts'
import { fingerprint, sameText } from '../system.ts'
import { readHandshake } from './handshake.ts'
import type { Comer, DomainLogIn } from './ports.ts'

export type CameBack =
  | { to: 'portal'; session: Ticket }
  /** `spent`: this browser's handshake has served its time. An answer that was made up takes nothing from it. */
  | { to: 'refusal'; refused: DomainRefusal; code?: string; spent: boolean }

/**
 * Back from the issuer: whoever it vouches for is let in, without a code of ours.
 * @param held what this browser holds: the cookie of the handshake, and a session of before
 */
export async function comeBack(
  deps: DomainLogIn,
  visit: Visit,
  answer: URLSearchParams,
  { cookie, session: instead }: { cookie: string | null; session: SessionTicket | null },
): Promise<CameBack> {
  const handshake = readHandshake(deps.keys, cookie, visit.now)
  if (!handshake || !sameText(answer.get('state') ?? '', handshake.state)) return { to: 'refusal', refused: 'stale', spent: false }
  const redeemed = await deps.issuer.redeem(answer, handshake)
  if ('refused' in redeemed) return { to: 'refusal', ...redeemed, spent: true }
  const address = verifiedAddress(redeemed.claims, deps.policy)
  const session = { id: deps.keys.digest('domain-session-id', handshake.secret).slice(0, 22), secret: deps.newSecret() }
  const entrance = await deps.identities.enter(visit, { ...comerOf(deps, visit, redeemed, address, session), instead })
  if (entrance === 'in') return { to: 'portal', session }
  const refused = entrance === 'unknown-person' && !address.ok ? address.refused : entrance
  return { to: 'refusal', refused, spent: true }
}

function comerOf(
  deps: DomainLogIn,
  { now }: Visit,
  { issuer, subject, claims }: Assertion,
  address: Address,
  session: Ticket,
): Omit<Comer, 'instead'> {
  return {
    ...{ issuer, subject, identityId: deps.id(), amr: amrOf(claims), since: authenticatedAt(claims, now) },
    addressKey: address.ok ? address.key : null,
    session: { id: session.id, secretHash: fingerprint(session.secret) },
    account: address.ok && deps.createAt !== null ? newAccount(deps, claims, address, deps.createAt) : null,
  }
}

const newAccount = (deps: DomainLogIn, claims: Assertion['claims'], { address, key }: Address & { ok: true }, facility: string) => ({
  id: deps.id(),
  username: address,
  neighbourKey: deps.keys.digest('neighbour', key),
  name: nameOf(claims, address),
  facility,
})
