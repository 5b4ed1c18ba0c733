import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateway, gatewayTo } from '../../src/guard/mod.ts'
import { type EchoPortal, pairsOf, startEchoPortal } from '../support/echo-portal.ts'
import { cookiesOfInes, gatehouse, ORIGIN, PAGE, renewal, SESSION_COOKIE, SET_PASS, signed } from './gatehouse.ts'
import { closePortals, portalThat } from './small-portals.ts'

let portal: EchoPortal
beforeAll(async () => {
  portal = await startEchoPortal()
})
afterAll(async () => {
  await Promise.all([portal.close(), closePortals()])
})

describe('a portal that does not answer', () => {
  const NOWHERE = 'http://127.0.0.1:9'
  const cut = () => portalThat((request) => void request.socket.destroy())

  it('is said to be away, to a person', async () => {
    for (const origin of [NOWHERE, await cut()]) {
      const answer = await gatewayTo({ portal: origin, origin: ORIGIN })(new Request(ORIGIN, { headers: PAGE }))
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([502, '60'])
      const page = await answer.text()
      expect(page).toContain('The portal does not answer')
      expect(page).not.toContain('127.0.0.1')
    }
  })

  it('is said to be away, to a program', async () => {
    const answer = await gatewayTo({ portal: NOWHERE, origin: ORIGIN })(new Request(ORIGIN))
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([502, 'application/problem+json'])
    expect(await answer.json()).toMatchObject({ status: 502, title: 'The portal does not answer' })
  })

  it('is said so on the portal’s own page, where there is one', async () => {
    const faultPage = ({ status, title }: { status: number; title: string }) => new Response(`${title}!`, { status })
    const answer = await gatewayTo({ portal: NOWHERE, origin: ORIGIN, faultPage })(new Request(ORIGIN, { headers: PAGE }))
    expect([answer.status, await answer.text()]).toEqual([502, 'The portal does not answer!'])
  })

  it('costs nobody their new pass', async () => {
    const house = gatehouse()
    house.renew = renewal
    const guarding = gateway({ ...house.options, portal: NOWHERE })
    const answer = await guarding(new Request(ORIGIN, { headers: { ...PAGE, Cookie: SESSION_COOKIE } }))
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([502, [SET_PASS]])
  })
})

describe('a gateway that guards', () => {
  it('lets nobody to the portal without a session', async () => {
    const before = portal.asked.length
    const guarding = gateway({ ...gatehouse().options, portal: portal.origin })
    expect((await guarding(new Request(`${ORIGIN}/cases`, { headers: PAGE }))).status).toBe(303)
    expect((await guarding(new Request(`${ORIGIN}/a/..%2fb`, { headers: { ...PAGE, Cookie: await cookiesOfInes() } }))).status).toBe(400)
    expect(portal.asked.length).toBe(before)
  })

  /** K01, K03, K11 */
  it('tells the portal who asks, and nothing that a client says of itself', async () => {
    const guarding = gateway({ ...gatehouse({ clientAddress: () => '198.51.100.7' }).options, portal: portal.origin })
    const lies = {
      'Latchkey-Pass': 'forged',
      X_User_Id: 'root',
      'X-Forwarded-For': '127.0.0.1',
      Forwarded: 'for=127.0.0.1',
      Host: 'evil.example',
    }
    const cookie = `own=1; ${await cookiesOfInes()}`
    const headers = new Headers({ ...lies, Cookie: cookie, Connection: 'Latchkey-Pass, X-Forwarded-For' })
    await guarding(new Request(`${ORIGIN}/cases?a=b`, { method: 'POST', body: 'x', headers }))
    const { method, url, rawHeaders } = portal.asked.at(-1) ?? { rawHeaders: [] }
    const seen = pairsOf(rawHeaders)
    expect([method, url]).toEqual(['POST', '/cases?a=b'])
    expect(seen).toMatchObject({
      ...{ 'latchkey-pass': [await signed()], cookie: ['own=1'], host: [new URL(portal.origin).host] },
      ...{ 'x-forwarded-for': ['198.51.100.7'], 'x-forwarded-host': ['portal.example.com'], 'x-forwarded-proto': ['https'] },
    })
    expect(Object.keys(seen).filter((name) => /user|^forwarded/.test(name) && name !== 'user-agent')).toEqual([])
  })

  it('puts the banner into a page that the portal has packed', async () => {
    const packed = gzipSync('<!doctype html><body><h1>Cases</h1></body>')
    const origin = await portalThat(
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(packed),
    )
    const guarding = gateway({ ...gatehouse({ rollout: 'warn' }).options, portal: origin })
    const page = await (await guarding(new Request(ORIGIN, { headers: PAGE }))).text()
    expect(page).toMatch(/<body><div role="region".*<\/div><h1>Cases/)
  })
})
