import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/settings.ts'
import { LEAST, refusal } from './least.ts'

const told = (settings: Record<string, string>) => parseSettings({ ...LEAST, ...settings })

it('guards everything, for everybody, where nothing is said', () => {
  expect(told({})).toMatchObject({
    ...{ PUBLIC_PATHS: [], STEP_UP: {}, REVOCATION: 'pass', ROLLOUT: 'enforce', TRUSTED_HOPS: [], PASS_KEY_ROUND: 1 },
  })
  const { PORTAL_ORIGIN, ROLLOUT_DATE, GUARD_KEY, PASS_AUDIENCE } = told({})
  expect([PORTAL_ORIGIN, ROLLOUT_DATE, GUARD_KEY, PASS_AUDIENCE]).toEqual([undefined, undefined, undefined, undefined])
})

it('takes each left empty for not said', () => {
  const names = ['PORTAL_ORIGIN', 'PUBLIC_PATHS', 'STEP_UP', 'REVOCATION', 'ROLLOUT', 'ROLLOUT_DATE', 'TRUSTED_HOPS', 'GUARD_KEY']
  expect(told(Object.fromEntries([...names, 'PASS_AUDIENCE', 'PASS_KEY_ROUND'].map((name) => [name, ''])))).toEqual(told({}))
})

describe('the portal', () => {
  it.each([
    ['https://portal.internal.example.com', 'https://portal.internal.example.com'],
    ['https://portal.internal.example.com/', 'https://portal.internal.example.com'],
    ['HTTPS://Portal.example.com:443', 'https://portal.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://10.0.0.7', 'http://10.0.0.7'],
    ['http://192.168.1.7:8080', 'http://192.168.1.7:8080'],
    ['http://[fd00::7]:3000', 'http://[fd00::7]:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['http://portal:3000', 'http://portal:3000'],
    ['http://portal.internal', 'http://portal.internal'],
  ])('may be at %s', (text, origin) => {
    expect(told({ PORTAL_ORIGIN: text }).PORTAL_ORIGIN).toBe(origin)
  })
})

it('reads lists and rules as they are written by hand', () => {
  const settings = told({
    PUBLIC_PATHS: ' /health, /assets/* ,',
    STEP_UP: '/payments/*: max-age=300;\n /admin/* : method=phone , max-age=600 ;/a:b: method=email',
    REVOCATION: 'immediate',
    ROLLOUT: 'Harbor View: enforce; enforce 10%, warn 40%, observe',
    ROLLOUT_DATE: '2027-01-15',
    TRUSTED_HOPS: '10.0.0.0/8, 192.0.2.1,fd00::/8, ::1',
    PASS_KEY_ROUND: '7',
  })
  expect(settings).toMatchObject({
    PUBLIC_PATHS: ['/health', '/assets/*'],
    STEP_UP: { '/payments/*': { maxAge: 300 }, '/admin/*': { maxAge: 600, method: 'phone' }, '/a:b': { method: 'email' } },
    REVOCATION: 'immediate',
    ROLLOUT: 'Harbor View: enforce; enforce 10%, warn 40%, observe',
    ROLLOUT_DATE: new Date('2027-01-15T00:00:00Z'),
    TRUSTED_HOPS: ['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '::1'],
    PASS_KEY_ROUND: 7,
  })
  expect(Object.keys(settings.STEP_UP)).toEqual(['/payments/*', '/admin/*', '/a:b'])
})

describe('a start is stopped by a sentence that names the setting, and shows how it is written', () => {
  const AN_ORIGIN = 'must be an origin such as https://portal.internal.example.com, without a path'
  const INSIDE = 'must be https; http is for addresses of your own network only'

  it.each([
    ['PORTAL_ORIGIN', 'portal.internal', AN_ORIGIN],
    ['PORTAL_ORIGIN', 'https://portal.example.com/base', AN_ORIGIN],
    ['PORTAL_ORIGIN', 'https://portal.example.com?a', AN_ORIGIN],
    ['PORTAL_ORIGIN', 'https://who:what@portal.example.com', AN_ORIGIN],
    ['PORTAL_ORIGIN', 'ftp://portal.internal', AN_ORIGIN],
    ['PORTAL_ORIGIN', 'http://portal.example.com', INSIDE],
    ['PORTAL_ORIGIN', 'http://8.8.8.8', INSIDE],
    ['PORTAL_ORIGIN', 'http://[2001:4860:4860::8888]', INSIDE],
    ['PORTAL_ORIGIN', 'http://localhost.example.com', INSIDE],
    ['PORTAL_ORIGIN', 'http://127.0.0.1.example.com', INSIDE],
    ['PORTAL_ORIGIN', 'http://127.evil.example', INSIDE],
    ['PUBLIC_PATHS', 'health', 'health is no pattern of a path: write /path, or /path/* for all below it too'],
    ['PUBLIC_PATHS', '/ok, /a/../b', '/a/../b is no pattern of a path: write /path, or /path/*'],
    ['PUBLIC_PATHS', '/*.css', '/*.css is no pattern of a path: write /path, or /path/*'],
    ['STEP_UP', '/payments/*', '"/payments/*" demands nothing: write /path/*: max-age=300, or method=phone, or both'],
    ['STEP_UP', '/payments/*: soon', '"/payments/*: soon" demands nothing: write /path/*: max-age=300'],
    ['STEP_UP', '/a/*: max-age=5; /b/*: method=fax', '"/b/*: method=fax" demands nothing: write /path/*: max-age=300'],
    ['STEP_UP', 'payments: max-age=300', 'payments is no pattern of a path: write /path, or /path/* for all below it too'],
    ['STEP_UP', '/a*: max-age=300', '/a* is no pattern of a path: write /path, or /path/*'],
    ['STEP_UP', '/a: max-age=300; /a: max-age=60', '"/a: max-age=60" is a second rule for /a: write one'],
    ['REVOCATION', 'Immediate', 'must be pass or immediate'],
    ['ROLLOUT', 'on', '"on": on is no mode: write off, observe, warn or enforce'],
    ['ROLLOUT', 'enforce 10%', '"enforce 10%": every mode but the last needs a percentage, such as enforce 10%'],
    ['ROLLOUT', 'warn; off', '"off" is a second rule for all others'],
    ['ROLLOUT_DATE', '15 January 2027', 'must be a date such as 2027-01-15'],
    ['ROLLOUT_DATE', '2027-02-30', 'must be a date such as 2027-01-15'],
    ['TRUSTED_HOPS', '10.0.0.0/8, proxy.internal', 'proxy.internal is neither an address nor a network such as 10.0.0.0/8'],
    ['TRUSTED_HOPS', '10.0.0.0/33', '10.0.0.0/33 is neither an address nor a network such as 10.0.0.0/8'],
    ['TRUSTED_HOPS', '*', '* is neither an address nor a network such as 10.0.0.0/8'],
    ['TRUSTED_HOPS', '10', '10 is neither an address nor a network such as 10.0.0.0/8'],
    ['TRUSTED_HOPS', '10/8', '10/8 is neither an address nor a network such as 10.0.0.0/8'],
    ['TRUSTED_HOPS', '10.0', '10.0 is neither an address nor a network such as 10.0.0.0/8'],
    ['GUARD_KEY', 'too-short', 'needs at least 32 characters; make one with `openssl rand -base64 32`'],
    ['PASS_KEY_ROUND', '0', 'must be a whole number from 1'],
    ['PASS_KEY_ROUND', '-1', 'must be a whole number from 1'],
    ['PASS_KEY_ROUND', '1.5', 'must be a whole number from 1'],
    ['PASS_KEY_ROUND', 'next', 'must be a whole number from 1'],
  ])('%s=%s', (name, value, words) => {
    expect(refusal({ ...LEAST, [name]: value })).toContain(`${name}: ${words}`)
  })

  it('without the key that is too short', () => {
    expect(refusal({ ...LEAST, GUARD_KEY: 'between-us' })).not.toContain('between-us')
  })
})
