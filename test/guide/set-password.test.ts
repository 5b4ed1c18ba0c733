import { describe, expect, it } from 'vitest'
import { setPassword, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const COMMON =
  'This password is on the lists that attackers try first. Choose one that nobody else would think of, such as a few unrelated words.'
const NAMED = 'This password is built around your name, your address or ours. Leave it out, and use a few unrelated words instead.'

/** What is refused with the phone method, and in which words. */
const REFUSED: Record<string, string> = {
  'dusk 72': 'This password is too short. Use at least 8 characters.',
  [`${'tall quiet meadow '.repeat(15)}`]: 'This password is too long. Use at most 256 characters.',
  password1: COMMON,
  ababababababab: 'This password repeats the same few characters. Choose a few unrelated words instead.',
  InesCastell1: NAMED,
  'castell2026!': NAMED,
  latchkey2026: NAMED,
}

/** "Enter a new password, confirm the password, and click Create." */
describe.concurrent.each(WAYS)('the new password on $runtime, $how', ({ runtime, manner }) => {
  it('is created with the phone method, and the phone comes next', async () => {
    const dana = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password')
    expect(dana.visitor.heading).toBe('Set a new password')
    expect(dana.visitor.words).toContain('Step 4 of 6: set a new password')
    expect(dana.visitor.words).toContain('The new password replaces your current one once you are registered.')
    expect(dana.visitor.words).toContain('Use at least 8 characters.')
    await setPassword(dana)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/give-phone'])
  })

  it('is created with the email method, and that is all', async () => {
    const lee = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password', 'Email')
    expect(lee.visitor.words).toContain('Step 4 of 4: set a new password')
    await setPassword(lee)
    expect([lee.visitor.status, lee.visitor.path]).toEqual([200, '/'])
  })

  it('is refused in words, and what was typed is not sent back', async () => {
    const { visitor } = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password')
    for (const [password, words] of Object.entries(REFUSED)) {
      await visitor.fill({ 'New password': password, 'Confirm new password': password }).press('Create')
      expect([visitor.status, visitor.path]).toEqual([422, '/auth/register/set-password'])
      expect(visitor.words).toContain(`There is a problem ${words}`)
      expect(visitor.latest?.text).not.toContain(password)
    }
  })

  it('is asked for again where the two differ', async () => {
    const { visitor } = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password')
    await visitor.fill({ 'New password': 'tall quiet meadow', 'Confirm new password': 'tall quiet medow' }).press('Create')
    expect(visitor.status).toBe(422)
    expect(visitor.words).toContain('The two passwords are not the same. Enter the new password again in both boxes.')
  })

  it('can wait: “Change email” leads back to the address', async () => {
    const { visitor, email } = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password')
    await visitor.press('Change email')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/give-email'])
    expect(visitor.page.querySelector('#email')?.getAttribute('value')).toBe(email)
  })
})

describe.concurrent.each(RUNTIMES)('the new password on %s', (runtime) => {
  /** NIST SP 800-63B-4 §3.1.1.2: 15 where nothing else is asked for. */
  it('must be longer with the email method', async () => {
    const lee = await walkTo(await traveller(stackNamed(runtime)), 'set-password', 'Email')
    expect(lee.visitor.words).toContain('Use at least 15 characters.')
    await setPassword({ ...lee, password: 'meadow seven 1' })
    expect(lee.visitor.words).toContain('This password is too short. Use at least 15 characters.')
    await setPassword({ ...lee, password: 'meadow seven 12' })
    expect(lee.visitor.path).toBe('/')
  })

  it.each(['bcrypt', 'aspnet', 'scrypt'] as const)('must be another than the old one, which was kept as %s', async (kept) => {
    const dana = await walkTo(await traveller(stackNamed(runtime), undefined, { kept }), 'set-password')
    await setPassword({ ...dana, password: 'willow-harbor-1873' })
    expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/register/set-password'])
    expect(dana.visitor.words).toContain('This is the password you had before. Choose a new one')
  })

  it.each(['dusk 721', 'ドアを開ける夜明け', '  spaces  stay  ', `${'x'.repeat(250)}abcdef`])(
    'may be any eight to 256 signs: %s',
    async (password) => {
      const dana = { ...(await walkTo(await traveller(stackNamed(runtime)), 'set-password')), password }
      await setPassword(dana)
      expect(dana.visitor.path).toBe('/auth/register/give-phone')
    },
  )
})
