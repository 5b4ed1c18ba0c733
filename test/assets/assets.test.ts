import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HTMX } from '../../src/assets.ts'

const project = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, project))
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 8)

describe('static files', () => {
  it.each(readdirSync(new URL('public/auth', project)))('names %s after its content', (name) => {
    expect(name).toMatch(/-[0-9a-f]{8}\.\w+$/)
    expect(name).toContain(digest(read(`public/auth/${name}`)))
  })

  it('serves the htmx of the package, unchanged, under the name that pages use', () => {
    expect(read(`public${HTMX}`)).toEqual(read('node_modules/htmx.org/dist/htmx.min.js'))
  })

  it('lets a browser keep them for ever', () => {
    expect(read('public/_headers').toString()).toMatch(/^\/auth\/\*\n {2}Cache-Control: public, max-age=31536000, immutable$/m)
  })
})
