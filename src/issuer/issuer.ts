import type { Issuer } from '../domain-login/ports.ts'
import type { IssuerSettings, Known } from './openid.ts'

/** The issuer of domain accounts. The library is loaded with the first domain login, so that no other start pays for it. */
export function issuerAt(settings: IssuerSettings): Issuer {
  const known: Known = {}
  return {
    address: async (handshake, another) => (await import('./openid.ts')).address(settings, known, handshake, another),
    redeem: async (answer, handshake) => (await import('./openid.ts')).redeem(settings, known, answer, handshake),
  }
}
