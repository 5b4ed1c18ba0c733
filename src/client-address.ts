import ipaddr from 'ipaddr.js'

/** Bytes of an IPv6 address that name a network: whoever has one address of a /64 has them all. */
const NETWORK_BYTES = 8

/** Whose budget a request counts against: an IPv4 address, or the /64 of an IPv6 address. */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, NETWORK_BYTES).join('.')
}
