import { describe, expect, it } from 'vitest'
import { counted } from './bench.ts'
import { VECTORS } from './vectors.ts'

describe.each(Object.entries(VECTORS))('a hash made elsewhere: %s', (_, [stored, password, primitive]) => {
  it('accepts its password, in one run', async () => {
    const { verify, runs } = counted()
    expect(await verify(stored, password)).toBe(true)
    expect(runs).toEqual([primitive])
  })

  it('refuses any other, in one run', async () => {
    const { verify, runs } = counted()
    expect(await verify(stored, `x${password}`)).toBe(false)
    expect(runs).toEqual([primitive])
  })

  it('refuses the hash itself, used as a password', async () => {
    expect(await counted().verify(stored, stored)).toBe(false)
  })
})

it('reads 72 bytes of a password for bcrypt, as bcrypt does everywhere', async () => {
  const [stored, password] = VECTORS['bcrypt beyond 72 bytes']
  const { verify } = counted()
  expect(await verify(stored, password.slice(0, 72))).toBe(true)
  expect(await verify(stored, password.slice(0, 71))).toBe(false)
})
