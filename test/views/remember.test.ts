import { expect, it } from 'vitest'
import { LogIn } from '../../views/screens/log-in.tsx'
import { ProveUser } from '../../views/screens/prove-user.tsx'
import { SITE, TOKEN as token } from './person.ts'

/** REMEMBER_DAYS=0 */
it.each([true, false])('the box “Remember me” is there where browsers are remembered, and nowhere else (%s)', async (remember) => {
  const screens = [
    LogIn({ site: SITE, notice: null, remember }),
    ProveUser({ kind: 'phone', token, remember: remember ? { checked: false, days: 30 } : null }),
  ]
  for (const { main } of screens) expect(String(await main).includes('name="remember"')).toBe(remember)
})
