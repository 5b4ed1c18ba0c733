import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayTo } from '../../src/guard/mod.ts'
import { type EchoPortal, startEchoPortal } from '../support/echo-portal.ts'
import { ORIGIN } from './gatehouse.ts'
import { closePortals, portalThat } from './small-portals.ts'

let portal: EchoPortal
let through: (path: string, init?: RequestInit) => Promise<Response>

beforeAll(async () => {
  portal = await startEchoPortal()
  const forward = gatewayTo({ portal: portal.origin, origin: ORIGIN })
  through = (path, init) => forward(new Request(ORIGIN + path, init))
})
afterAll(async () => {
  await Promise.all([portal.close(), closePortals()])
})

describe('a gateway hands a request on', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('as %s, with its path, its query and its body', async (method) => {
    const body = method === 'GET' ? undefined : 'Grüße 🦄'
    const path = '/%C3%BC/a%20b/~(c),d?x=1&y=%2e%2e%2f&z=a+b&z'
    const told = await (await through(path, { method, ...(body !== undefined && { body }) })).json()
    expect(told).toMatchObject({ method, url: path, body: body ?? '' })
  })

  it('with its headers, and the host of the portal', async () => {
    const sent = { Authorization: 'Bearer t', 'If-None-Match': '"1"', Cookie: 'a=1; b=2', 'X-CSRF-Token': 'x' }
    const { headers } = await (await through('/', { headers: sent })).json()
    for (const [name, value] of Object.entries(sent)) expect(headers[name.toLowerCase()]).toEqual([value])
    expect(headers.host).toEqual([new URL(portal.origin).host])
  })

  it('streaming what is sent, without waiting for its end', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const answer = through('/through', { method: 'POST', body: readable, duplex: 'half' } as RequestInit)
    void writer.write(new TextEncoder().encode('one'))
    const reader = (await answer).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('one')
    void writer.write(new TextEncoder().encode('two')).then(() => writer.close())
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('two')
    expect((await reader?.read())?.done).toBe(true)
  })

  it('however large it is, to the byte', async () => {
    const bytes = Buffer.alloc(8 * 2 ** 20, 'latchkey')
    const told = await (await through('/upload', { method: 'POST', body: bytes })).json()
    expect(told).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  })
})

describe('a gateway hands an answer back', () => {
  it.each([
    ['/elsewhere', '/elsewhere'],
    ['next?a=b', 'next?a=b'],
    ['https://other.example.com/a', 'https://other.example.com/a'],
    ['//other.example.com/a', '//other.example.com/a'],
  ])('with a redirect to %s as it is', async (to, location) => {
    const answer = await through(`/redirect?${new URLSearchParams({ to })}`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, location])
  })

  it('with a redirect to its own address led to where people know it', async () => {
    for (const [to, location] of [
      [`${portal.origin}/next?a=b#c`, `${ORIGIN}/next?a=b#c`],
      [portal.origin, ORIGIN],
      [`${portal.origin}.evil.example/`, `${portal.origin}.evil.example/`],
      [`${portal.origin}0/`, `${portal.origin}0/`],
      [`${portal.origin}@evil.example/`, `${portal.origin}@evil.example/`],
    ]) {
      const answer = await through(`/redirect?${new URLSearchParams({ to: to ?? '' })}`)
      expect([answer.status, answer.headers.get('Location')]).toEqual([302, location])
    }
  })

  it('with each of its cookies', async () => {
    const set = ['a=1; Path=/; HttpOnly', 'b=2; Expires=Thu, 01 Jan 2032 00:00:00 GMT', 'c=3; SameSite=None; Secure']
    const answer = await through(`/cookies?${new URLSearchParams(set.map((each) => ['set', each]))}`)
    expect(answer.headers.getSetCookie()).toEqual(set)
  })

  it('with a part of a file', async () => {
    const answer = await through('/file', { headers: { Range: 'bytes=100-199' } })
    expect([answer.status, answer.headers.get('Content-Range')]).toEqual([206, 'bytes 100-199/4096'])
    expect([...(await answer.bytes())]).toEqual(Array.from({ length: 100 }, (_, at) => (100 + at) % 251))
  })

  it('while the portal is writing it', async () => {
    const reader = (await through('/stream')).body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    expect(first).toContain('data: 1\n')
    expect(first).not.toContain('data: 10\n')
    await reader?.cancel()
  })

  it.each([200, 204, 304, 404, 500])('with its status %d', async (status) => {
    expect((await through(`/status?as=${status}`)).status).toBe(status)
  })

  it('to HEAD without a body', async () => {
    const answer = await through('/file', { method: 'HEAD' })
    expect([answer.status, answer.headers.get('ETag'), await answer.text()]).toEqual([200, '"bytes"', ''])
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('that a browser can read where it is packed as %s', async (encoding, pack) => {
    const packed = pack('<h1>Grüße</h1>')
    const headers = { 'content-encoding': encoding, 'content-length': packed.length, vary: 'Accept-Encoding' }
    const origin = await portalThat((_, response) => void response.writeHead(200, headers).end(packed))
    const answer = await gatewayTo({ portal: origin, origin: ORIGIN })(new Request(ORIGIN))
    expect(await answer.text()).toBe('<h1>Grüße</h1>')
    expect(['Content-Encoding', 'Content-Length', 'Vary'].map((name) => answer.headers.get(name))).toEqual([null, null, 'Accept-Encoding'])
  })
})
