import { describe, expect, it } from 'vitest'
import { demandQuery, emailForm, form, loginForm, methodForm, passwordForm, phoneCodeForm, phoneForm } from '../../src/routes/forms.tsx'
import { text } from '../../views/text.ts'
import { posted, request } from './request.ts'

/** N01: refused before any hash is computed. */
describe('a password is refused as misshapen', () => {
  const PASSWORD = 'tall quiet meadow'
  it.each([
    ['longer than any box sends', 'p'.repeat(1025)],
    ['with half a character', 'quiet \ud83d meadow'],
    ['with a zero sign', 'quiet\0meadow'],
  ])('%s', (_, password) => {
    expect(loginForm.safeParse({ username: 'dana', password }).success).toBe(false)
    expect(passwordForm.safeParse({ password, again: PASSWORD }).success).toBe(false)
    expect(passwordForm.safeParse({ password: PASSWORD, again: password }).success).toBe(false)
  })

  it.each(['', ' ', 'p'.repeat(1024), 'тихий луг', '🌊🌲🦉🌾'])('and %j is one that the domain judges', (password) => {
    expect(loginForm.safeParse({ username: 'dana', password }).success).toBe(true)
  })
})

it('takes what is no choice for none', () => {
  expect(methodForm.parse({ method: 'pigeon' })).toEqual({ method: null })
  expect(methodForm.parse({})).toEqual({ method: null })
  expect(phoneForm.parse({ country: 'US', number: '1', channel: 'pigeon' })).toEqual({
    country: 'US',
    number: '1',
    extension: '',
    channel: 'sms',
  })
  expect(phoneCodeForm.parse({})).toEqual({ code: null })
})

it.each<[object, object]>([
  [
    { max_age: '300', method: 'phone' },
    { maxAge: 300, method: 'phone' },
  ],
  [{ max_age: '300' }, { maxAge: 300, method: null }],
  [{ method: 'email' }, { maxAge: null, method: 'email' }],
  [
    { max_age: ['5', '6'], method: ['phone', 'email'] },
    { maxAge: null, method: null },
  ],
  ...['', '0', '-1', '1.5', '1e3', ' 5', '5s', '0x5', '1234567890'].map(
    (max_age) => [{ max_age }, { maxAge: null, method: null }] as [object, object],
  ),
  ...['', 'PHONE', 'sms', 'phone,email'].map((method) => [{ method }, { maxAge: null, method: null }] as [object, object]),
])('takes what is no demand for none: %j', (asked, demand) => {
  expect(demandQuery.parse(asked)).toEqual(demand)
})

describe('a form is read', () => {
  const read = (fields: Record<string, string>) => request((c) => c.json(true), { ...posted(fields), doors: [form(emailForm) as never] })
  it('when it has what it must have', async () => expect((await read({ email: 'dana' })).status).toBe(200))
  it.each([[{}], [{ mail: 'dana' }], [{ email: 'd'.repeat(1025) }]])(
    'and otherwise answered in words, with nothing changed (%#)',
    async (fields) => {
      const answer = await read(fields)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain(text.faults.misshapen.lead)
    },
  )
})
