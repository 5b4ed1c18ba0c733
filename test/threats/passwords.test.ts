import { describe, expect, it } from 'vitest'
import { keyring } from '../../src/system.ts'
import { stackNamed, traveller } from '../support/journey.ts'
import { postInTurn } from '../support/post.ts'
import { rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

describe.concurrent('guessing passwords', () => {
  /** From a browser that nobody has seen before. */
  const attempt = async (username: string, password: string) =>
    postInTurn(await new Visitor(stack.origin).open('/auth/register'), '/auth/register', { username, password })

  /** B09 */
  it('is counted for one name, however it is written, and rests the name after ten', async () => {
    const dana = await traveller(stack)
    const { username, password } = dana.person
    const spellings = [username, username.toUpperCase(), ` ${username} `, `${username}\u200b`, username.replace('g', '\uff47')]
    for (const _ of ['once', 'twice']) await Promise.all(spellings.map((spelling) => attempt(spelling, 'not it')))
    const rests = await attempt(username, password)
    expect(rests.status).toBe(422)
    expect(rests.text).toContain('has to rest for 15 minutes')
  })

  /** N06 */
  it('rests a name for 15 minutes and never longer, since a stranger can bring that about', async () => {
    const dana = await traveller(stack)
    const { username, password } = dana.person
    for (let i = 0; i < 4; i++) await Promise.all(['one', 'two', 'three'].map((wrong) => attempt(username, wrong)))
    const subject = `password:${keyring(new TextEncoder().encode(stack.environment.SECRET_KEY)).digest('neighbour', username)}`
    const [failure] = await rows(stack, 'select count, locked_until - updated_at as rest from failures where subject = ?', subject)
    expect(failure).toMatchObject({ count: 10, rest: 15 * 60_000 })
    await rows(stack, 'update failures set locked_until = 1 where subject = ?', subject)
    await attempt(username, 'not it')
    const [later] = await rows(stack, 'select locked_until - updated_at as rest from failures where subject = ?', subject)
    expect(later?.rest).toBe(15 * 60_000)
    await rows(stack, 'update failures set locked_until = 1 where subject = ?', subject)
    expect((await attempt(username, password)).headers.location).toBe('/auth/register/choose-method')
  })
})
