import ipaddr from 'ipaddr.js'

/** Bytes of an IPv6 address that name a network: whoever has one address of a /64 has them all. */
const NETWORK_BYTES = 8

/** Whose budget a request counts against: an IPv4 address, or the /64 of an IPv6 address. */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, NETWORK_BYTES).join('.')
}

/** Whether an address is of one of these, each an address or a network in CIDR notation. */
export function isAmong(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const [base, bits] = ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : [ipaddr.process(network), null]
    if (base.kind() !== parsed.kind()) return false
    return bits === null ? parsed.toString() === base.toString() : parsed.match(base, bits)
  })
}

/**
 * Who is connected, where proxies of one's own may stand between: the last address that none of them has.
 * @param peer whoever opened the connection. @param chain `X-Forwarded-For`, to which each proxy appends whom it heard from
 */
export function clientBehind(peer: string, chain: string | undefined, hops: readonly string[]): string {
  if (!isAmong(peer, hops)) return peer
  const heard = (chain ?? '').split(',').map(withoutPort).reverse()
  const client = heard.find((address) => !isAmong(address, hops))
  // Behind one that can't be read stands only what a client may have written.
  return client !== undefined && ipaddr.isValid(client) ? client : peer
}

/** Some proxies write `192.0.2.7:4711` and `[2001:db8::7]:4711`. */
const withoutPort = (address: string): string => address.trim().replace(/^(\d+(?:\.\d+){3}):\d+$|^\[([^\]]*)\](?::\d+)?$/, '$1$2')
