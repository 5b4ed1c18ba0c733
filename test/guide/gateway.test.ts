import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { BYTES, PACKED, pairsOf } from '../support/echo-portal.ts'
import { askedOf } from '../support/front.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { logInFully, memberOn } from '../support/member.ts'
import { talk } from '../support/raw-stream.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { newTrace } from '../support/ways.ts'

/** What a portal behind the gateway hears and says, for somebody who is signed in. */
describe.each(RUNTIMES)('the gateway on %s', (runtime) => {
  const stack = stackNamed(runtime)
  let dana: Traveller
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => dana.visitor.send(path, { method, headers })

  beforeAll(async () => {
    dana = await memberOn(runtime)
    await logInFully(dana)
  })

  it('hands on an answer while it is still being written', async () => {
    const { pieces } = await talk(dana.visitor, '/echo/stream')
    expect(pieces.map(({ text }) => text).join('')).toBe(Array.from({ length: 10 }, (_, i) => `data: ${i + 1}\n\n`).join(''))
    expect((pieces.at(-1)?.at ?? 0) - (pieces[0]?.at ?? 0)).toBeGreaterThan(300)
  })

  it('hands on a request while it is still being written, and its answer meanwhile', async () => {
    const said = ['one ', 'two ', 'three ']
    const { pieces } = await talk(dana.visitor, '/echo/through', said)
    // Each was sent when the one before had come back.
    expect(pieces.map(({ text }) => text)).toEqual(said)
  })

  it('brings 30 MB up whole', async () => {
    const body = randomBytes(30 * 1024 * 1024)
    const answer = await dana.visitor.send('/echo/upload', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(JSON.parse(answer.text)).toEqual({ bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') })
  })

  it('brings a part of a file, and says which', async () => {
    const part = await get('/echo/file', { range: 'bytes=100-199' })
    expect([part.status, part.headers['content-range'], part.bytes]).toEqual([206, `bytes 100-199/${BYTES.length}`, 100])
    expect(Buffer.from(part.text, 'utf8')).toEqual(Buffer.from(BYTES.subarray(100, 200).toString('utf8')))
    expect((await get('/echo/file')).bytes).toBe(BYTES.length)
  })

  it('lets the portal say that a page is the same as before', async () => {
    const trace = newTrace()
    await get('/echo/file', { 'if-none-match': '"bytes"', trace })
    const [asked] = await askedOf(stack, trace)
    const sent = pairsOf(asked?.rawHeaders ?? [])
    expect(sent['if-none-match']).toEqual(['"bytes"'])
    expect(sent['cache-control'] ?? []).not.toContain('no-cache')
  })

  it('asks by HEAD as it is asked, and gets headers alone', async () => {
    const trace = newTrace()
    const answer = await get('/echo/file', { trace }, 'HEAD')
    expect([answer.status, answer.headers.etag, answer.bytes]).toEqual([200, '"bytes"', 0])
    expect((await askedOf(stack, trace)).map(({ method }) => method)).toEqual(['HEAD'])
  })

  it.each([204, 304, 404, 410, 418, 500, 503])('leaves the status %i as it is', async (status) => {
    expect((await get(`/echo/status?as=${status}`)).status).toBe(status)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST'])('asks by %s as it is asked, with the body', async (method) => {
    const { text } = await dana.visitor.send('/echo/any?a=b&a=c%20d', {
      method,
      body: 'héllo',
      headers: { 'x-csrf-token': 'of-the-portal' },
    })
    const heard = JSON.parse(text)
    expect(heard).toMatchObject({ method, url: '/echo/any?a=b&a=c%20d', body: 'héllo' })
    expect(heard.headers['x-csrf-token']).toEqual(['of-the-portal'])
  })

  it.each([
    { says: '/cases/7', browser: '/cases/7', of: 'a path' },
    { says: '../next', browser: '../next', of: 'a relative path' },
    { says: 'https://elsewhere.example/a?b', browser: 'https://elsewhere.example/a?b', of: 'another site' },
  ])('leaves a redirect of the portal to $of as it is', async ({ says, browser }) => {
    const { status, headers } = await get(`/echo/redirect?${new URLSearchParams({ to: says })}`)
    expect([status, headers.location]).toEqual([302, browser])
  })

  it('leads a redirect of the portal to its own address to the one that people know', async () => {
    const { PORTAL_ORIGIN: behind = '' } = stack.environment
    const to = async (address: string) => (await get(`/echo/redirect?${new URLSearchParams({ to: address })}`)).headers.location
    expect(await to(`${behind}/cases?q=1#x`)).toBe(`${stack.origin}/cases?q=1#x`)
    expect(await to(`${behind}.evil.example/`)).toBe(`${behind}.evil.example/`)
  })

  it('hands on each cookie of the portal, with all its attributes', async () => {
    const set = ['theme=dark; Path=/echo; Max-Age=60; SameSite=Strict', 'cart="a, b"; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly']
    const answer = await get(`/echo/cookies?${new URLSearchParams(set.map((each) => ['set', each]))}`)
    expect(answer.headers['set-cookie']).toEqual(set)
  })

  it.each(['gzip', 'br'])('brings what the portal packed by %s, to those who unpack it and to those who don’t', async (as) => {
    for (const encoding of ['gzip, br', 'identity']) {
      const answer = await get(`/echo/packed?as=${as}`, { 'accept-encoding': encoding })
      expect([answer.status, answer.text]).toEqual([200, PACKED])
    }
  })

  it('says who asks by a pass that verifies with the public keys, and nothing else of anybody', async () => {
    const trace = newTrace()
    await get('/echo/who', { trace })
    const [asked] = await askedOf(stack, trace)
    const headers = new Map(pairs(asked?.rawHeaders ?? []))
    const keys = createRemoteJWKSet(new URL('/auth/jwks.json', stack.origin))
    const { payload, protectedHeader } = await jwtVerify(headers.get('latchkey-pass') ?? '', keys, {
      ...{ issuer: stack.origin, audience: stack.origin, algorithms: ['EdDSA'], typ: 'JWT' },
    })
    expect(protectedHeader.kid).toBeTypeOf('string')
    const { username, name, facility } = dana.person
    expect(payload).toMatchObject({ preferred_username: username, name, facility, amr: ['pwd', 'sms', 'mfa'] })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
    expect(payload.sid).toBe(dana.visitor.cookies.get('latchkey')?.split('.')[0])
    expect(headers.get('x-forwarded-host')).toBe(new URL(stack.origin).host)
    expect(headers.get('x-forwarded-proto')).toBe('http')
    expect(headers.get('x-forwarded-for')).toBe('127.0.0.1')
    expect(headers.get('cookie') ?? '').not.toContain('latchkey')
  })

  it.each(['', 'note=gone'])('hands on once what must not be done twice, although the line is cut (%j)', async (body) => {
    await get('/echo/file') // Leaves an open line behind.
    const trace = newTrace()
    const { status } = await dana.visitor.send('/echo/gone', { method: 'POST', headers: { 'sec-fetch-mode': 'cors', trace }, body })
    expect([status, (await askedOf(stack, trace)).map(({ method }) => method)]).toEqual([502, ['POST']])
  })

  it('says so when the portal does not answer: to people in words, to programs as a problem', async () => {
    const page = await dana.visitor.tab().open('/echo/gone')
    expect([page.status, page.heading, page.headers['retry-after']]).toEqual([502, 'The portal does not answer', '60'])
    expect(page.words).toContain('You are still signed in. Wait a minute, then try again.')
    const { status, headers, text } = await get('/echo/gone', { 'sec-fetch-mode': 'cors' })
    expect([status, headers['content-type']]).toEqual([502, 'application/problem+json'])
    expect(JSON.parse(text)).toMatchObject({ status: 502, title: 'The portal does not answer' })
  })
})

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const all: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2) all.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? ''])
  return all
}
