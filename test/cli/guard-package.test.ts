import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../../src/cli/ground/places.ts'
import { packGuard } from '../../src/cli/pack.ts'

const run = promisify(execFile)

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/latchkey-guard-package-`)
  const archive = await packGuard(folder)
  mkdirSync(`${folder}/portal/node_modules/latchkey`, { recursive: true })
  await run('tar', ['-xzf', archive, '--strip-components=1', '-C', `${folder}/portal/node_modules/latchkey`])
  for (const name of ['jose', 'hono']) symlinkSync(inProject(`node_modules/${name}`), `${folder}/portal/node_modules/${name}`)
  writeFileSync(`${folder}/portal/package.json`, '{ "type": "module" }')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PORTAL = `import { Hono } from 'hono'
import { gateway, guard, guarded, type Pass } from 'latchkey/guard'

const options = { origin: 'https://portal.example.com', key: 'k', publicPaths: ['/health'] as const }
const app = new Hono<{ Variables: { pass: Pass } }>()
app.use(guard(options))
app.get('/health', (c) => c.text('well'))
app.get('/', (c) => c.text(c.get('pass').name))
const own = guarded(options, (request, pass) => new Response(pass?.name ?? request.url))
export const all = [app.fetch, own, gateway({ ...options, portal: 'http://127.0.0.1:9' })]
`

describe('the guard, packed', () => {
  it('is the guard alone, with its licence and its part of the README', async () => {
    const { stdout } = await run('find', ['.', '-type', 'f', '-not', '-path', './guard/*'], {
      cwd: `${folder}/portal/node_modules/latchkey`,
    })
    expect(stdout.trim().split('\n').sort()).toEqual(['./LICENSE', './README.md', './package.json'])
    const { stdout: readme } = await run('head', ['-1', `${folder}/portal/node_modules/latchkey/README.md`])
    expect(readme).toBe('# Latchkey: The guard\n')
  })

  it('has types that a portal on Hono compiles with', async () => {
    writeFileSync(`${folder}/portal/portal.ts`, PORTAL)
    const options = '--noEmit --strict --module esnext --moduleResolution bundler --target es2022 --lib es2022,dom,dom.iterable --types'
    await expect(
      run(inProject('node_modules/.bin/tsc'), ['--ignoreConfig', ...options.split(' '), '', 'portal.ts'], { cwd: `${folder}/portal` }),
    ).resolves.toBeDefined()
  })

  it('runs on Node as it is', async () => {
    const ask = `import { guard } from 'latchkey/guard'; import { Hono } from 'hono'
      const app = new Hono().use(guard({ origin: 'https://portal.example.com', key: 'k', publicPaths: ['/health'] })).get('/health', (c) => c.text('well'))
      const [open, shut] = [await app.request('https://portal.example.com/health'), await app.request('https://portal.example.com/')]
      console.log(await open.text(), shut.status)`
    writeFileSync(`${folder}/portal/ask.mjs`, ask)
    expect((await run(process.execPath, ['ask.mjs'], { cwd: `${folder}/portal` })).stdout).toBe('well 401\n')
  })

  it('can be published to JSR as it is', async () => {
    const publish = ['publish', '--dry-run', '--allow-dirty']
    const { stderr } = await run(inProject('node_modules/.bin/deno'), publish, {
      cwd: inProject('src/guard'),
      env: { ...process.env, NO_COLOR: '1' },
    })
    expect(stderr).toContain('Dry run complete')
  })
})
