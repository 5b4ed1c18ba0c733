import { describe, expect, it } from 'vitest'
import { amrOf, authenticatedAt, nameOf, verifiedAddress } from '../../src/domain/domain-account.ts'

const OURS = { claim: 'email', trusted: false, domains: ['harbor.example'] }

describe('the address that an issuer vouches for', () => {
  it('is kept as it is written, and looked up in lower case', () => {
    const claims = { email: 'Dana.Whitfield@Harbor.example', email_verified: true }
    expect(verifiedAddress(claims, OURS)).toEqual({
      ok: true,
      address: 'Dana.Whitfield@Harbor.example',
      key: 'dana.whitfield@harbor.example',
    })
  })

  it('is first asked for its domain, so that no stranger is told to have a foreign one verified', () => {
    expect(verifiedAddress({ email: 'dana@elsewhere.example' }, OURS)).toEqual({ ok: false, refused: 'other-domain' })
  })

  it('is not verified by what is said of another claim', () => {
    const claims = { upn: 'dana@harbor.example', email: 'dana@harbor.example', email_verified: true }
    expect(verifiedAddress(claims, { ...OURS, claim: 'upn' })).toEqual({ ok: false, refused: 'unverified' })
    expect(verifiedAddress({ ...claims, email_verified: false }, { ...OURS, claim: 'upn', trusted: true })).toMatchObject({ ok: true })
  })

  it.each(['toString', '__proto__', 'constructor'])('is not found under %s, which nobody said', (claim) => {
    expect(verifiedAddress({}, { ...OURS, claim, trusted: true })).toEqual({ ok: false, refused: 'no-address' })
  })
})

it('the name is the issuer’s, tidied and no longer than 100 characters, or else the address', () => {
  const named = (name: unknown) => nameOf({ name }, 'dana@harbor.example')
  expect(named('  Dana\t\u202eWhitfield\u0000 ')).toBe('Dana Whitfield')
  expect(named('D'.repeat(101))).toBe('D'.repeat(100))
  for (const none of [undefined, '', ' \n', 7, '\ud800']) expect(named(none)).toBe('dana@harbor.example')
})

it('what the issuer tells of how it authenticated is taken word by word, eight of them at most', () => {
  expect(amrOf({})).toBe('fed')
  expect(amrOf({ amr: ['pwd', 'mfa', 'pwd', 'fed'] })).toBe('fed pwd mfa')
  expect(amrOf({ amr: ['pwd otp', 'PWD', '', 'a'.repeat(17)] })).toBe('fed')
  expect(amrOf({ amr: Array.from({ length: 20 }, (_, i) => `m${i}`) }).split(' ')).toHaveLength(9)
})

describe('when the issuer authenticated somebody', () => {
  const NOW = 1_795_539_600_000
  it.each([
    ['is what it tells', 1_795_539_000, NOW - 600_000],
    ['is never later than now, whatever its clock says', 1_795_539_900, NOW],
    ['is now, where it tells nothing', undefined, NOW],
    ['is now, where it tells no time', '1795539000', NOW],
    ['is now, where it tells none that was', -5, NOW],
  ])('%s', (_, told, at) => {
    expect(authenticatedAt({ auth_time: told }, NOW)).toBe(at)
  })
})
