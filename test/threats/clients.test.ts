import { describe, expect, it } from 'vitest'
import { clientNetwork } from '../../src/client-address.ts'
import { giveEmail, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { flowOf, rows } from '../support/rows.ts'

const stack = stackNamed('workerd')

/** Under which client somebody's mail was counted. */
async function clientOf(headers: Record<string, string>): Promise<unknown> {
  const dana = await walkTo(await traveller(stack, { headers }), 'give-email')
  await giveEmail(dana)
  const { id } = await flowOf(stack, dana.person.username)
  const [sent] = await rows(stack, 'select client_key from deliveries where flow_id = ?', String(id))
  return sent?.client_key
}

/** B07, K03 */
describe('whoever changes their address to have new tries', () => {
  it('by writing one into a header is counted as before', async () => {
    const before = await clientOf({})
    const written = {
      'X-Forwarded-For': '203.0.113.9',
      'X-Real-IP': '203.0.113.9',
      'X-Client-IP': '203.0.113.9',
      'True-Client-IP': '203.0.113.9',
      'CF-Connecting-IPv6': '2001:db8::9',
      Forwarded: 'for=203.0.113.9',
    }
    expect(await clientOf(written)).toBe(before)
  })

  /** At the edge of Cloudflare, which writes this header itself and leaves nobody else’s. */
  it('within one IPv6 network is counted as before, and a neighbour is not', async () => {
    const [first, second, neighbour] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'].map((address) =>
      clientOf({ 'CF-Connecting-IP': address }),
    )
    expect(await second).toBe(await first)
    expect(await neighbour).not.toBe(await first)
  })

  it('within one IPv6 network is one client, a thousand times', () => {
    const network = Array.from({ length: 1000 }, (_, i) => clientNetwork(`2001:db8:1:2:${i.toString(16)}::${(i * 7).toString(16)}`))
    expect(new Set(network).size).toBe(1)
    expect(clientNetwork('2001:db8:1:3::1')).not.toBe(network[0])
  })

  it('by writing one IPv4 address in two ways is one client, and neighbours are two', () => {
    expect(clientNetwork('::ffff:203.0.113.9')).toBe(clientNetwork('203.0.113.9'))
    expect(clientNetwork('203.0.113.10')).not.toBe(clientNetwork('203.0.113.9'))
  })

  it.each(['', 'unknown', '203.0.113.9, 198.51.100.1', '203.0.113.9:443', '%%%'])('by being nobody shares with all who are: %j', (none) => {
    expect(clientNetwork(none)).toBe('unknown')
  })
})
