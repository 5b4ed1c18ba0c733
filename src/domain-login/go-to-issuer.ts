import type { Visit } from '../journey/ports.ts'
import { openHandshake } from './handshake.ts'
import type { DomainLogIn, Unredeemed } from './ports.ts'

/** "Login", in the panel for domain accounts: off to the issuer, with a handshake in the cookie. Nothing is kept here. */
export async function goToIssuer(
  deps: DomainLogIn,
  visit: Visit,
  another: boolean,
): Promise<{ to: 'issuer'; address: URL; cookie: string } | ({ to: 'refusal' } & Unredeemed)> {
  const { handshake, cookie } = openHandshake(deps.keys, deps.newSecret(), visit.now)
  const address = await deps.issuer.address(handshake, another)
  return address instanceof URL ? { to: 'issuer', address, cookie } : { to: 'refusal', ...address }
}
