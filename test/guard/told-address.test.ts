import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EchoPortal, pairsOf, startEchoPortal } from '../support/echo-portal.ts'
import { exchange } from '../support/exchange.ts'
import { openHop, PEER } from './at-a-hop.ts'

/** K03 */
describe('the address that the portal is told', () => {
  let portal: EchoPortal
  beforeAll(async () => {
    portal = await startEchoPortal()
  })
  afterAll(() => portal.close())

  const told = async (hops: string, chain: string) => {
    const house = await openHop({ TRUSTED_HOPS: hops, PORTAL_ORIGIN: portal.origin })
    const lies = {
      'X-Real-IP': '127.0.0.1',
      Forwarded: 'for=127.0.0.1',
      'CF-Connecting-IP': '127.0.0.1',
      'X-Forwarded-Host': 'evil.example',
    }
    await exchange(`${house.origin}/open/a`, { headers: { ...lies, 'X-Forwarded-For': chain } })
    await house.close()
    const seen = pairsOf(portal.asked.at(-1)?.rawHeaders ?? [])
    expect(
      Object.keys(seen).filter((name) => Object.keys(lies).some((lie) => lie.toLowerCase() === name && name !== 'x-forwarded-host')),
    ).toEqual([])
    expect(seen['x-forwarded-host']).toEqual([new URL(house.origin).host])
    return seen['x-forwarded-for']
  }

  it.each([
    ['', '127.0.0.1', PEER],
    ['10.0.0.0/8', '127.0.0.1', PEER],
    [PEER, '198.51.100.7', '198.51.100.7'],
    [PEER, '127.0.0.1, 198.51.100.7', '198.51.100.7'],
    [`${PEER}, 10.0.0.0/8`, '127.0.0.1, 198.51.100.7, 10.0.0.9', '198.51.100.7'],
    [PEER, 'unknown', PEER],
  ])('behind %j, of %j, is %s', async (hops, chain, address) => {
    expect(await told(hops, chain)).toEqual([address])
  })
})
