import { expect, it } from 'vitest'
import { counted, PEPPER } from './bench.ts'

const ours = counted()
const stored = await ours.hash('plum tractor 77 delta')

it('is a PHC string that names its cost and its pepper', () => {
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3,k=[0-9a-f]{8}\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
})

it('takes one run to make, and one to verify', async () => {
  const { hash, verify, runs } = counted()
  const made = await hash('plum tractor 77 delta')
  expect(runs.splice(0)).toEqual(['scrypt'])
  expect(await verify(made, 'plum tractor 77 delta')).toBe(true)
  expect(runs.splice(0)).toEqual(['scrypt'])
  expect(await verify(made, 'Plum tractor 77 delta')).toBe(false)
  expect(runs).toEqual(['scrypt'])
})

it('never hashes a password twice to the same string', async () => {
  expect(await ours.hash('plum tractor 77 delta')).not.toBe(stored)
})

it('takes é as one sign or as two for the same password', async () => {
  const made = await ours.hash('caf\u00e9 au lait')
  expect(await ours.verify(made, 'cafe\u0301 au lait')).toBe(true)
  expect(await ours.verify(made, 'cafe au lait')).toBe(false)
})

it('reads all 256 characters', async () => {
  const long = '🔑'.repeat(255)
  const made = await ours.hash(`${long}a`)
  expect(await ours.verify(made, `${long}a`)).toBe(true)
  expect(await ours.verify(made, `${long}b`)).toBe(false)
})

it('is made for a new password in place of an old one, and for the old one not again', async () => {
  const made = await ours.replace(stored, 'seven tractors 77 delta')
  expect(await ours.verify(made ?? '', 'seven tractors 77 delta')).toBe(true)
  expect(await ours.replace(stored, 'plum tractor 77 delta')).toBeNull()
})

it('is worth nothing without its pepper', async () => {
  const { verify, runs } = counted({ pepper: 'another pepper, and just as long as the first one' })
  expect(await verify(stored, 'plum tractor 77 delta')).toBe(false)
  expect(runs).toEqual(['scrypt'])
  const withoutPepper = stored.replace(/,k=[0-9a-f]+/, '')
  expect(await ours.verify(withoutPepper, 'plum tractor 77 delta')).toBe(false)
})

it('still verifies after the pepper was changed, when the former one is known', async () => {
  const renewed = counted({ pepper: 'another pepper, and just as long as the first one', previousPeppers: [PEPPER] })
  expect(await renewed.verify(stored, 'plum tractor 77 delta')).toBe(true)
  expect(await renewed.hash('plum tractor 77 delta')).not.toContain(stored.split('$')[2])
})
