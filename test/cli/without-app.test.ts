import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inProject } from '../../src/cli/ground/places.ts'
import { USUAL_FOLDER, wranglerCommand } from '../../src/cli/own-wrangler.ts'
import { PEOPLE } from '../../src/cli/people.ts'
import { exchange } from '../support/exchange.ts'
import { Mailbox } from '../support/mailbox.ts'
import { Visitor } from '../support/visitor.ts'
import { type Place, type Program, place, processesOf, run } from './program.ts'

let here: Place
let running: Program[] = []

beforeEach(async () => {
  here = await place()
})
afterEach(async () => {
  for (const program of running) await program.stop('SIGTERM')
  running = []
  await expect.poll(() => processesOf(here.folder), { timeout: 10_000 }).toEqual([])
  here.clear()
})

function start(program: string, args: readonly string[], env: Record<string, string>): Program {
  const started = run(program, args, env)
  running.unshift(started)
  return started
}

/** A command line as somebody copies it into another terminal. */
const typed = (line: string) =>
  start('/bin/sh', ['-c', line], {
    ...{ CI: 'true', WRANGLER_SEND_METRICS: 'false', WRANGLER_REGISTRY_PATH: `${here.folder}/registry` },
    PATH: [inProject('node_modules/.bin'), process.env.PATH].join(delimiter),
  })

const sweepable = async (port: string) => (await exchange(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`)).status

describe('npm run dev -- --without-app', () => {
  it('starts all but the application, and prints the command that starts it where it is expected', async () => {
    const ground = start(process.execPath, ['src/cli/dev.ts', '--data', here.folder, '--without-app'], here.ports)
    await ground.says('Ctrl-C ends everything')
    await expect(exchange(`${here.origin}/auth/login`)).rejects.toThrow()
    const [command = ''] = /npx wrangler dev.*/.exec(ground.said()) ?? []
    expect(ground.said()).toContain(`${here.origin}/auth/login`)

    const wrangler = typed(command)
    await wrangler.says('Ready on')
    expect((await exchange(`${here.origin}/auth/login`)).status).toBe(200)
    const lee = await new Visitor(here.origin).open('/auth/register')
    await lee.fill({ Username: PEOPLE.lee.username, Password: PEOPLE.lee.password }).press('Login')
    await lee.press('Email')
    await lee.fill({ 'Email address': 'lee@clinic.example' }).press('Send verification code')
    expect(await new Mailbox(here.carrier).code('lee@clinic.example')).toMatch(/^\d{6}$/)
    expect(await sweepable(here.ports.APP_PORT)).toBe(200)
  })

  it('leaves the application’s port alone, where somebody’s wrangler may listen already', async () => {
    const theirs = createServer().listen(Number(here.ports.APP_PORT), '127.0.0.1')
    const ground = start(process.execPath, ['src/cli/dev.ts', '--data', here.folder, '--without-app'], here.ports)
    await ground.says('Ctrl-C ends everything')
    await new Promise((settle) => theirs.close(settle))
    expect(await ground.stop()).toBe(0)
  })
})

describe('the command', () => {
  it('is the plain one at the usual port and folder, and names what differs', () => {
    expect(readFileSync(inProject('wrangler.toml'), 'utf8')).toMatch(/^\[dev\]\nport = 8787$/m)
    expect(wranglerCommand(8787, USUAL_FOLDER)).toBe('npx wrangler dev')
    expect(wranglerCommand(8790, USUAL_FOLDER)).toBe('npx wrangler dev --port 8790')
    expect(wranglerCommand(8787, '/tmp/lee')).toBe('npx wrangler dev --env-file /tmp/lee/app.env')
    expect(wranglerCommand(8790, "/tmp/lee's data")).toBe(String.raw`npx wrangler dev --port 8790 --env-file '/tmp/lee'\''s data/app.env'`)
  })
})
