import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { HTMX, SCRIPT, SESSION } from '../../src/assets.ts'

const project = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, project))
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 8)

const QUALITY = 4
const onTheWire = (content: Buffer) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }).length

describe('static files', () => {
  it.each(readdirSync(new URL('public/auth', project)))('names %s after its content', (name) => {
    expect(name).toMatch(/-[0-9a-f]{8}\.\w+$/)
    expect(name).toContain(digest(read(`public/auth/${name}`)))
  })

  it('serves the htmx of the package, unchanged, under the name that pages use', () => {
    expect(read(`public${HTMX}`)).toEqual(read('node_modules/htmx.org/dist/htmx.min.js'))
  })

  it('holds every file under a name that pages use, and no other', () => {
    expect(readdirSync(new URL('public/auth', project)).map((name) => `/auth/${name}`)).toEqual(
      expect.arrayContaining([HTMX, SCRIPT, SESSION]),
    )
    expect(readdirSync(new URL('public/auth', project))).toHaveLength(3)
  })

  it('warns of a session’s end with less than 2 KB, on the wire of every page of a portal', () => {
    expect(onTheWire(read(`public${SESSION}`))).toBeLessThan(2048)
  })

  it('is named in the README as portals are to include it', () => {
    expect(read('README.md').toString()).toContain(`<script src="${SESSION}" defer></script>`)
  })

  it('lets a browser keep them for ever', () => {
    expect(read('public/_headers').toString()).toMatch(/^\/auth\/\*\n {2}Cache-Control: public, max-age=31536000, immutable$/m)
  })
})
