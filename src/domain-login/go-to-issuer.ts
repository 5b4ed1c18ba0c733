import type { Visit } from '../journey/ports.ts'
import { openHandshake } from './handshake.ts'
import type { DomainLogIn, Unredeemed } from './ports.ts'

/**
 * "Login", in the panel for domain accounts: off to the issuer, with a handshake in the cookie. Nothing is kept here.
 * @param another the person may want to be somebody else than the issuer takes them for, or has to show again who they are
 * @param maxAge in seconds: the issuer has to have authenticated them no longer ago, and to say so; null where it does not matter
 */
export async function goToIssuer(
  deps: DomainLogIn,
  visit: Visit,
  { another, maxAge }: { another: boolean; maxAge: number | null },
): Promise<{ to: 'issuer'; address: URL; cookie: string } | ({ to: 'refusal' } & Unredeemed)> {
  const { handshake, cookie } = openHandshake(deps.keys, deps.newSecret(), visit.now, maxAge)
  const address = await deps.issuer.address(handshake, another)
  return address instanceof URL ? { to: 'issuer', address, cookie } : { to: 'refusal', ...address }
}
