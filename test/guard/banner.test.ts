import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { addBanner, bannerHtml } from '../../src/guard/banner.ts'
import { cookiesOfInes, gatehouse, PAGE } from './gatehouse.ts'

const BANNER = '<div>the banner</div>'
const bytesOf = (text: string) => new TextEncoder().encode(text)

const streamOf = (parts: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(out) {
      for (const part of parts) out.enqueue(part)
      out.close()
    },
  })

const through = async (...parts: (string | Uint8Array)[]): Promise<string> =>
  new Response(addBanner(streamOf(parts.map((part) => (typeof part === 'string' ? bytesOf(part) : part))), BANNER)).text()

describe('the banner stands behind the tag of the body', () => {
  it.each([
    ['<html><body>', 'a page</body>'],
    ['<BODY\n>', 'x'],
    ['<body class="a>b" data-x=\'<body>">\' hidden>', '<p>x'],
    ['<body onload=go(1)>', '<p>x'],
    ['<header><bodyguard>x</bodyguard><body>', 'x<body>'],
    ['<!doctype html><title>ü — 中</title><body lang=de>', 'Grüße 🦄'],
    ['<!-- <body> --><body>', 'x'],
    ['<!--[if IE]><body class="ie"><![endif]--><body>', 'x'],
    ['<script>const a = "<body>"</script><body>', 'x'],
    ['<script type="x">a</script><style>/* <body> */</style><title><body></title><body>', 'x'],
  ])('%s', async (head, rest) => {
    expect(await through(head + rest)).toBe(head + BANNER + rest)
  })

  it('wherever the page is cut on its way', async () => {
    const [head, rest] = ['<!-- <body> --><title>ü<body></title><body class="a>b">', '<h1>Grüße 🦄</h1>']
    const whole = bytesOf(head + rest)
    for (let at = 0; at <= whole.length; at++) expect(await through(whole.subarray(0, at), whole.subarray(at))).toBe(head + BANNER + rest)
    expect(await through(...[...whole].map((byte) => Uint8Array.of(byte)))).toBe(head + BANNER + rest)
  })

  it('without waiting for the rest of the page', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const reader = addBanner(readable, BANNER).getReader()
    void writer.write(bytesOf('<body><h1>First'))
    let read = ''
    while (!read.endsWith('First')) read += new TextDecoder().decode((await reader.read()).value)
    expect(read).toBe(`<body>${BANNER}<h1>First`)
    await Promise.all([reader.cancel(), writer.abort().catch(() => {})])
  })
})

describe('the banner stands at the end', () => {
  it.each(['', 'a part', '<body', '<body class="never closed', '<bodyx>', '<!-- <body>', '<p>Page without a body’s tag</p>'])(
    'of a page without the tag: %s',
    async (page) => {
      expect(await through(page)).toBe(page + BANNER)
      expect(await through(...page.split(''))).toBe(page + BANNER)
    },
  )

  it('of a page that has none in its first 64 KB, which is not held back', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const reader = addBanner(readable, BANNER).getReader()
    void writer.write(bytesOf('x'.repeat(65_536)))
    expect((await reader.read()).value?.length).toBe(65_536)
    void writer.write(bytesOf('<body>y')).then(() => writer.close())
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += new TextDecoder().decode(part.value)
    expect(rest).toBe(`<body>y${BANNER}`)
  })
})

it('leaves every byte of a page in another encoding as it is', async () => {
  const head = Uint8Array.from([...bytesOf('<title>'), 0xfc, 0x80, 0xff, ...bytesOf('</title><body>')])
  const rest = Uint8Array.from([0xe4, 0x00, 0xff])
  const out = await new Response(addBanner(streamOf([head, rest]), BANNER)).bytes()
  expect([...out]).toEqual([...head, ...bytesOf(BANNER), ...rest])
})

it('says the day, and leads to register and back, in ASCII', () => {
  const html = bannerHtml('15 janvier 2027 – “midi” <b>', '/a?b="><script>&é')
  expect(html).toMatch(/^[\x20-\x7e]+$/)
  expect(html).toContain('From 15 janvier 2027 &#8211; &#8220;midi&#8221; &#60;b&#62; on, logging in takes a second step')
  expect(html).toContain('<a href="/auth/register?return_to=%2Fa%3Fb%3D%22%3E%3Cscript%3E%26%C3%A9"')
  expect(bannerHtml(null, '/')).toContain('Logging in will soon take a second step')
})

describe('under warn', () => {
  const PAGE_HTML = '<!doctype html><body><h1>Cases</h1></body>'
  const warned = (headers: Record<string, string> = {}, status = 200, body: BodyInit | null = PAGE_HTML) => {
    const house = gatehouse({ rollout: 'warn', rolloutDate: 'January 15, 2027' })
    house.answers = () => new Response(body, { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } })
    return house
  }

  it('a page carries it, its policy as it was, without a length and a tag that are no longer true', async () => {
    const told = { 'Content-Length': String(PAGE_HTML.length), ETag: '"1"', 'Content-Security-Policy': "default-src 'self'", 'X-Own': '1' }
    const answer = await warned(told).ask('/cases?open=1')
    const text = await answer.text()
    expect(text).toMatch(/^<!doctype html><body><div role="region".*<\/div><h1>Cases<\/h1><\/body>$/)
    expect(text).toContain('From January 15, 2027 on')
    expect(text).toContain('return_to=%2Fcases%3Fopen%3D1')
    const { 'Content-Security-Policy': policy, 'X-Own': own } = told
    expect(['Content-Length', 'ETag', 'Content-Security-Policy', 'X-Own'].map((name) => answer.headers.get(name))).toEqual([
      null,
      null,
      policy,
      own,
    ])
  })

  it('also an error page, which is a page', async () => {
    const answer = await warned({}, 404).ask('/')
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('role="region"')])
  })

  /** L01: whoever has registered would be asked to again. */
  it('is in no cache that others read', async () => {
    expect((await warned({ 'Cache-Control': 'public, max-age=600' }).ask('/')).headers.get('Cache-Control')).toBe('private, max-age=600')
  })

  it.each<[string, RequestInit, Record<string, string>, number]>([
    ['data', {}, { 'Content-Type': 'application/json' }, 200],
    ['XHTML', {}, { 'Content-Type': 'application/xhtml+xml' }, 200],
    ['a type that begins alike', {}, { 'Content-Type': 'text/html-partial' }, 200],
    ['a page in UTF-16', {}, { 'Content-Type': 'text/html; charset="UTF-16LE"' }, 200],
    ['a part of a file', {}, {}, 206],
    ['a part that htmx swaps in', { headers: { ...PAGE, 'HX-Request': 'true' } }, {}, 200],
    ['a frame', { headers: { ...PAGE, 'Sec-Fetch-Dest': 'iframe' } }, {}, 200],
    ['what a script fetches', { headers: { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors' } }, {}, 200],
    ['the answer to a form', { method: 'POST', body: 'a=1', headers: PAGE }, {}, 200],
  ])('is not in %s', async (_, init, headers, status) => {
    const house = warned({ ETag: '"1"', ...headers }, status)
    const answer = await house.ask('/', init)
    expect([await answer.text(), answer.headers.get('ETag')]).toEqual([PAGE_HTML, '"1"'])
  })

  it('is in an answer to a browser that does not say what it fetches for', async () => {
    expect(await (await warned().ask('/', { headers: { Accept: 'text/html' } })).text()).toContain('role="region"')
  })

  it('is not in the middle of a page that the portal has packed, which stays whole', async () => {
    const packed = gzipSync(PAGE_HTML)
    const answer = await warned({ 'Content-Encoding': 'gzip' }, 200, packed).ask('/')
    expect(Buffer.from(await answer.bytes()).equals(packed)).toBe(true)
  })

  it('is in a page that has been unpacked on its way, though its headers still say that it is packed', async () => {
    expect(await (await warned({ 'Content-Encoding': 'gzip' }).ask('/')).text()).toContain('role="region"')
  })

  it('is nowhere for whoever has registered', async () => {
    expect(await (await warned().ask('/', { cookie: await cookiesOfInes() })).text()).toBe(PAGE_HTML)
  })

  it('leaves an answer without a body without one', async () => {
    for (const status of [204, 304]) expect(await (await warned({}, status, null).ask('/')).text()).toBe('')
    expect(await (await warned({}, 200, null).ask('/', { method: 'HEAD', headers: PAGE })).text()).toBe('')
  })
})
