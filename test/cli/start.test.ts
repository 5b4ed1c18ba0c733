import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asEnvFile, developmentEnvironment } from '../../src/cli/ground/environment.ts'
import { keysIn } from '../../src/cli/ground/keys.ts'
import { inProject } from '../../src/cli/ground/places.ts'
import { exchange } from '../support/exchange.ts'
import { type Place, type Program, place, processesOf, run } from './program.ts'

let here: Place
let running: Program | undefined

beforeEach(async () => {
  here = await place()
})
afterEach(async () => {
  await running?.stop('SIGTERM')
  await expect.poll(() => processesOf(here.folder), { timeout: 10_000 }).toEqual([])
  here.clear()
})

/** A whole environment for production, but for what is changed; undefined leaves a variable out. */
function environment(changed: Record<string, string | undefined>): Record<string, string> {
  const database = { url: 'http://127.0.0.1:9', token: 'x' }
  const usual = developmentEnvironment(keysIn(here.folder), {
    origin: here.origin,
    carrier: here.carrier,
    portal: 'http://127.0.0.1:9',
    database,
  })
  const all = Object.entries({ ...usual, ...changed }).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(all)
}

const onDeno = (env: Record<string, string>) =>
  run(inProject('node_modules/.bin/deno'), ['run', '--allow-net', '--allow-env', '--allow-read', 'src/deno.ts'], {
    ...env,
    PORT: here.ports.APP_PORT,
    DATA: here.folder,
  })

function onWorkerd(env: Record<string, string>) {
  const file = `${here.folder}/app.env`
  writeFileSync(file, asEnvFile(env))
  return run(
    process.execPath,
    [
      inProject('node_modules/.bin/wrangler'),
      'dev',
      ...['--ip', '127.0.0.1', '--port', here.ports.APP_PORT, '--inspector-port', '0', '--env-file', file],
      ...['--persist-to', `${here.folder}/state`, '--show-interactive-dev-session=false'],
    ],
    { CI: 'true', WRANGLER_SEND_METRICS: 'false', WRANGLER_REGISTRY_PATH: `${here.folder}/registry` },
  )
}

const WRONG = [
  ['SECRET_KEY', undefined, 'SECRET_KEY: is missing'],
  ['PUBLIC_ORIGIN', 'portal.clinic.test', 'PUBLIC_ORIGIN: must be an origin'],
  ['ENVIRONMENT', 'production', 'RESEND_BASE_URL: must be the provider'],
] as const

describe('a start with a wrong setting', () => {
  it.each(WRONG)('ends the process on Deno, with a sentence that names it: %s=%s', async (name, value, sentence) => {
    running = onDeno(environment({ [name]: value }))
    expect(await running.ended).toBe(1)
    expect(running.said()).toContain(sentence)
    expect(running.said()).not.toMatch(/ at .*\.ts:\d+/)
  })

  it.each(WRONG)('answers every request with 503 on Workers, and the log names it: %s=%s', async (name, value, sentence) => {
    running = onWorkerd(environment({ [name]: value }))
    await running.says(/Ready on/)
    for (const path of ['/auth/login', '/auth/register', '/', '/auth/hooks/telnyx']) {
      const { status, text } = await exchange(`${here.origin}${path}`)
      expect({ path, status }).toEqual({ path, status: 503 })
      expect(text).not.toContain(name)
    }
    await running.says(sentence)
  })
})

const statusOf = (path: string, headers = {}) =>
  exchange(`${here.origin}${path}`, { headers }).then(
    ({ status }) => status,
    () => 0,
  )
const opens = () => expect.poll(() => statusOf('/auth/login'), { timeout: 20_000 }).toBe(200)

it('answers without a database what needs none, and says of the rest that it can’t go on', async () => {
  running = onDeno(environment({}))
  await opens()
  expect(await statusOf('/auth/register')).toBe(200)
  const cookie = `latchkey-flow=${'A'.repeat(22)}.${'A'.repeat(43)}`
  expect(await statusOf('/auth/register/verify-email', { cookie })).toBe(503)
})

/** Fault 24. */
it('goes on serving when nobody takes its log any more', async () => {
  running = onDeno(environment({}))
  await opens()
  running.hangUp()
  for (let request = 0; request < 5; request++) expect(await statusOf('/auth/register')).toBe(200)
})
