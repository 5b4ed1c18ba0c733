import { describe, expect, it } from 'vitest'
import { clientBehind, isAmong } from '../../src/client-address.ts'

const HOPS = ['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '2001:db8::1']
const HOP = '10.1.2.3'

/** K03 */
describe('who is connected', () => {
  it.each([
    ['198.51.100.7', undefined],
    ['198.51.100.7', '127.0.0.1'],
    ['198.51.100.7', '10.1.2.3, 10.1.2.3'],
    ['2001:db8::2', '127.0.0.1'],
    ['unknown', '127.0.0.1'],
  ])('is %s itself, where that is no proxy of the house, whatever it says: %s', (peer, chain) => {
    expect(clientBehind(peer, chain, HOPS)).toBe(peer)
  })

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['127.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['forged, 203.0.113.9,198.51.100.7 , 10.9.9.9', '198.51.100.7'],
    ['203.0.113.9, 198.51.100.7, 10.9.9.9, 192.0.2.1, fd12::7, 2001:db8::1', '198.51.100.7'],
    ['2001:db8::2', '2001:db8::2'],
    ['::ffff:198.51.100.7', '::ffff:198.51.100.7'],
    ['203.0.113.9, 198.51.100.7, ::ffff:10.9.9.9', '198.51.100.7'],
    ['203.0.113.9, 198.51.100.7:4711', '198.51.100.7'],
    ['203.0.113.9, [2001:db8::2]:4711', '2001:db8::2'],
    ['203.0.113.9, [2001:db8::2]', '2001:db8::2'],
    ['203.0.113.9, 198.51.100.7, 10.9.9.9:80', '198.51.100.7'],
  ])('is whom the last proxy of the house heard from: %s', (chain, client) => {
    expect(clientBehind(HOP, chain, HOPS)).toBe(client)
    expect(clientBehind(`::ffff:${HOP}`, chain, HOPS)).toBe(client)
  })

  it.each([undefined, '', ',', '10.9.9.9, 192.0.2.1', '203.0.113.9, unknown', '203.0.113.9, _hidden, 10.9.9.9', '203.0.113.9, '])(
    'is the proxy where it does not say, and nobody whom a client names: %s',
    (chain) => {
      expect(clientBehind(HOP, chain, HOPS)).toBe(HOP)
    },
  )

  it('is nobody else where there are no proxies', () => {
    expect(clientBehind(HOP, '127.0.0.1', [])).toBe(HOP)
  })
})

describe('a proxy of the house', () => {
  it.each(['10.0.0.0', '10.255.255.255', '192.0.2.1', 'fdff::1', '2001:db8::1', '2001:0db8:0:0:0:0:0:1', '::ffff:10.0.0.1'])(
    'is %s',
    (address) => {
      expect(isAmong(address, HOPS)).toBe(true)
    },
  )

  it.each(['11.0.0.0', '9.255.255.255', '192.0.2.2', 'fe80::1', '2001:db8::2', '', 'localhost', '10.0.0.1, 10.0.0.1', '10.0.0.0/8'])(
    'is not %j',
    (address) => {
      expect(isAmong(address, HOPS)).toBe(false)
    },
  )
})
