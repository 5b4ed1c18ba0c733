import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/portal/settings.ts'

const LEAST = { PUBLIC_ORIGIN: 'https://portal.clinic.test', PORTAL_DATABASE_URL: 'file:portal.db', SESSION_SCRIPT: '/auth/session-1.js' }

describe('the portal’s settings', () => {
  it('need three values, and have usual ones for the rest', () => {
    expect(parseSettings(LEAST)).toMatchObject({
      ...LEAST,
      ...{ PORTAL_PORT: 8090, PORTAL_HOST: '127.0.0.1', PORTAL_SAMPLES: [], PORTAL_NAME: 'Provider Portal', TIME_ZONE: 'America/New_York' },
    })
  })

  it.each([
    ['PUBLIC_ORIGIN', '', 'PUBLIC_ORIGIN: is missing'],
    ['PUBLIC_ORIGIN', 'http://portal.clinic.test', 'PUBLIC_ORIGIN: must be https; http is allowed for localhost only'],
    [
      'PUBLIC_ORIGIN',
      'https://portal.clinic.test/app',
      'PUBLIC_ORIGIN: must be an origin such as https://portal.example.com, without a path',
    ],
    ['PORTAL_DATABASE_URL', '', 'PORTAL_DATABASE_URL: is missing'],
    ['PORTAL_DATABASE_URL', 'portal.db', 'PORTAL_DATABASE_URL: must begin with libsql:, https:, http: or file:'],
    ['PORTAL_PORT', 'eighty', 'PORTAL_PORT: must be a port number, such as 8090'],
    ['SESSION_SCRIPT', 'https://cdn.example/x.js', 'SESSION_SCRIPT: must be a path of this origin'],
    ['BRAND_ACCENT', 'blue', 'BRAND_ACCENT: must be a colour such as #0b4f6c'],
    ['TIME_ZONE', 'Mars/Olympus', 'TIME_ZONE: must be an IANA time zone, such as America/New_York'],
  ])('stop the start where %s is “%s”, and name it', (name, value, line) => {
    expect(() => parseSettings({ ...LEAST, [name]: value })).toThrow(`These settings stop the portal's start:\n  ${line}`)
  })
})
