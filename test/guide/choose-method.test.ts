import { describe, expect, it } from 'vitest'
import { stackNamed, traveller, walkTo } from '../support/journey.ts'
import { post } from '../support/post.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

/** "Select the best multi-factor authentication method for you." */
describe.concurrent.each(WAYS)('the choice of a method on $runtime, $how', ({ runtime, manner }) => {
  const choosing = async () => (await walkTo(await traveller(stackNamed(runtime), manner), 'choose-method')).visitor

  it('says what each method needs', async () => {
    const { heading, words } = await choosing()
    expect(heading).toBe('Choose how you will log in')
    expect(words).toContain('Step 2 of up to 6: choose a method')
    expect(words).toContain('Mobile or landline: ten digits in the United States and Canada.')
    expect(words).toContain('A call can also reach an extension.')
    expect(words).toContain('Choose this only if you have no direct phone line.')
    expect(words).toContain('You will need an email address either way. Your work email is best.')
  })

  it.each([
    ['Phone', 'Step 3 of 6: confirm your email'],
    ['Email', 'Step 3 of 4: confirm your email'],
  ])('goes on with the button “%s”', async (button, step) => {
    const visitor = await (await choosing()).press(button)
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/give-email'])
    expect(visitor.words).toContain(step)
  })

  it('can be made again after the way back', async () => {
    const visitor = await (await (await choosing()).press('Phone')).press('Back')
    expect(visitor.path).toBe('/auth/register/choose-method')
    await visitor.press('Email')
    expect(visitor.words).toContain('Step 3 of 4')
  })
})

it.each(RUNTIMES)('asks for a choice where none was made, on %s', async (runtime) => {
  const { visitor } = await walkTo(await traveller(stackNamed(runtime)), 'choose-method')
  const answer = await post(visitor, '/auth/register/choose-method')
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Choose Phone or Email to go on.')
})
