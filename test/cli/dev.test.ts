import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PEOPLE, type Person } from '../../src/cli/people.ts'
import { NEW_PASSWORD } from '../support/journey.ts'
import { Mailbox } from '../support/mailbox.ts'
import { Visitor } from '../support/visitor.ts'
import { type Place, type Program, place, processesOf, run } from './program.ts'

let here: Place
let running: Program | undefined

beforeEach(async () => {
  here = await place()
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
  await expect.poll(() => processesOf(here.folder), { timeout: 10_000 }).toEqual([])
  here.clear()
})

function dev(args: readonly string[] = [], env: Record<string, string> = {}): Program {
  running = run(process.execPath, ['src/cli/dev.ts', '--data', here.folder, ...args], { ...here.ports, ...env })
  return running
}

/** By email alone: the shortest way to the portal. */
async function register({ username, password }: Person): Promise<Visitor> {
  const visitor = await new Visitor(here.origin).open('/auth/register')
  await visitor.fill({ Username: username, Password: password }).press('Login')
  await visitor.press('Email')
  const email = `${username}@clinic.example`
  await visitor.fill({ 'Email address': email }).press('Send verification code')
  await visitor.fill({ 'Verification code': await new Mailbox(here.carrier).code(email) }).press('Verify code')
  return visitor.fill({ 'New password': NEW_PASSWORD, 'Confirm new password': NEW_PASSWORD }).press('Create')
}

const join = async (code: string) => {
  const visitor = await new Visitor(here.origin).open('/auth/join')
  const entries = { 'First name': 'Nora', 'Last name': 'Quist', 'Work email address': 'nora@clinic.example', 'Choose a username': 'nora' }
  return visitor.fill({ 'Registration code': code, ...entries }).press('Continue')
}

const attempt = async ({ username, password }: Person) => {
  const visitor = await new Visitor(here.origin).open('/auth/register')
  return visitor.fill({ Username: username, Password: password }).press('Login')
}

describe('npm run dev', () => {
  it('says where to look and as whom, keeps what was registered, and leaves no process behind', async () => {
    const first = dev()
    await first.says('Ctrl-C ends everything')
    expect(first.said()).toContain(`${here.origin}/auth/login`)
    expect(first.said()).toContain(here.carrier.replace('127.0.0.1', 'localhost'))
    for (const { username, password } of Object.values(PEOPLE)) expect(first.said()).toMatch(new RegExp(`${username} +${password}`))
    expect(first.said()).toContain('Register here with HVCC-CARE-2026, the registration code of Harbor View Care Center')
    expect((await join('HVCC-CARE-2026')).path).toBe('/auth/register/choose-method')
    expect((await register(PEOPLE.lee)).path).toBe('/')
    expect(existsSync(`${here.folder}/owner.pid`)).toBe(true)
    expect(await first.stop()).toBe(0)
    expect(processesOf(here.folder)).toEqual([])
    expect(existsSync(`${here.folder}/owner.pid`)).toBe(false)

    const second = dev()
    await second.says('Ctrl-C ends everything')
    const lee = await attempt({ ...PEOPLE.lee, password: NEW_PASSWORD })
    expect(lee.words).toContain('You are already registered.')
    await second.stop()

    const fresh = dev(['--fresh'])
    await fresh.says('Ctrl-C ends everything')
    expect((await attempt(PEOPLE.lee)).path).toBe('/auth/register/choose-method')
    expect(await fresh.stop('SIGTERM')).toBe(0)
    expect(processesOf(here.folder)).toEqual([])
  })

  it('ends what it started also when it is killed outright, and leaves its folder to the next', async () => {
    const killed = dev()
    await killed.says('Ctrl-C ends everything')
    const elsewhere = await place()
    const second = run(process.execPath, ['src/cli/dev.ts', '--data', here.folder], elsewhere.ports)
    expect(await second.ended).toBe(1)
    elsewhere.clear()
    expect(second.said()).toContain(`${here.folder} is in use by process `)
    expect(existsSync(`${here.folder}/owner.pid`)).toBe(true)
    await killed.stop('SIGKILL')
    await expect.poll(() => processesOf(here.folder), { timeout: 10_000 }).toEqual([])

    const next = dev()
    await next.says('Ctrl-C ends everything')
    expect(await next.stop()).toBe(0)
  })

  it.each([
    ['APP_PORT', 'the application'],
    ['PORTAL_PORT', 'the portal'],
    ['CARRIER_PORT', 'the carrier stand-in'],
    ['SQLD_PORT', 'the database'],
  ] as const)('names a port that is taken, and %s, which moves it', async (variable, what) => {
    const port = Number(here.ports[variable])
    const squatter = createServer().listen(port, '127.0.0.1')
    const refused = dev()
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain(`Port ${port}, for ${what}, is taken.`)
    expect(refused.said()).toContain(variable)
    await new Promise((settle) => squatter.close(settle))
  })

  it('stops before it starts anything when a setting is wrong, and names it', async () => {
    const refused = dev([], { PHONE_COUNTRIES: 'Narnia' })
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('PHONE_COUNTRIES: must list countries as ISO 3166 codes: US,CA')
    expect(existsSync(`${here.folder}/owner.pid`)).toBe(false)
  })

  it('asks for the pound key alone where VOICE_PROOF says so', async () => {
    await dev([], { VOICE_PROOF: 'pound' }).says('Ctrl-C ends everything')
    const { username, password } = PEOPLE.ruth
    const [visitor, mailbox] = [await attempt({ ...PEOPLE.ruth, username, password }), new Mailbox(here.carrier)]
    await visitor.press('Phone')
    await visitor.fill({ 'Email address': 'ruth@clinic.example' }).press('Send verification code')
    await visitor.fill({ 'Verification code': await mailbox.code('ruth@clinic.example') }).press('Verify code')
    await visitor.fill({ 'New password': NEW_PASSWORD, 'Confirm new password': NEW_PASSWORD }).press('Create')
    await visitor.fill({ 'Phone number': '(312) 664-0199' }).press('Call Me')
    expect(visitor.words).toContain('When you answer, press the pound key (#).')
    expect(visitor.page.querySelector('.big')).toBeNull()
    const [call] = await mailbox.expect('+13126640199')
    await mailbox.answer(call?.id ?? '')
    await mailbox.spoken('+13126640199', /press the pound key, at the bottom right/)
    await mailbox.digits(call?.id ?? '', '#')
    await mailbox.spoken('+13126640199', /Thank you/)
    await visitor.open('/auth/register/verify-phone')
    await visitor.press('Continue')
    expect(visitor.path).toBe('/')
  })
})

describe('npm run dev:deno', () => {
  it('runs on a database that is a file, with no server', async () => {
    const file = `${here.folder}/portal.db`
    const deno = dev(['--runtime', 'deno'], { DATABASE_URL: `file:${file}` })
    await deno.says('Ctrl-C ends everything')
    expect((await register(PEOPLE.dana)).words).toContain('Dana Whitfield')
    expect(await deno.stop()).toBe(0)
    expect(processesOf(here.folder)).toEqual([])
  })
})
