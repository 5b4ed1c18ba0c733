import { expect, it } from 'vitest'
import { counted } from './bench.ts'
import { VECTORS } from './vectors.ts'

const FLOOR = 700

/** A02, A03: a stranger with a stopwatch learns neither the format nor whether there is a hash at all. */
it('takes the same time for a cheap hash, a dear one, and none', async () => {
  const { verify } = counted({ atLeast: FLOOR })
  const [cheap] = VECTORS['bcrypt of crypt_blowfish, $2a$']
  const [dear] = VECTORS['ASP.NET Identity v3, SHA-512, 100,000 iterations']
  for (const stored of [cheap, dear, 'none']) {
    const begun = performance.now()
    await verify(stored, 'plum tractor 77 delta')
    expect(performance.now() - begun).toBeGreaterThanOrEqual(FLOOR - 5)
  }
})
