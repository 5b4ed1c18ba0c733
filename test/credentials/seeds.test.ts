import { expect, it } from 'vitest'
import { SEED_FORMATS, seedHash } from '../../src/credentials/seeds.ts'
import { counted } from './bench.ts'

it.each(SEED_FORMATS)('makes a hash in %s as another system would have left it', async (format) => {
  const stored = await seedHash(format, 'plum tractor 77 delta', Buffer.from('sixteen bytes ok'))
  const { verify, runs } = counted()
  expect(await verify(stored, 'plum tractor 77 delta')).toBe(true)
  expect(await verify(stored, 'plum tractor 78 delta')).toBe(false)
  expect(runs).toHaveLength(2)
})
