import { describe, expect, it } from 'vitest'
import { isCommon } from '../../src/credentials/blocklist.ts'
import type { Method } from '../../src/domain/flow.ts'
import { judgePassword } from '../../src/domain/password.ts'

const NAMES = ['dana.reyes', 'Dana Whitfield', 'd.whitfield@harborview.example', 'Latchkey', 'Provider Portal']

const judged = (password: string, method: Method = 'phone', again = password) => judgePassword(password, again, method, NAMES, isCommon)
const reasonFor = (password: string, method?: Method) => judged(password, method)?.reason ?? null

/** NIST SP 800-63B-4 §3.1.1.2: 8 characters as one of two factors, 15 alone. */
describe('a password is long enough for what it has to do', () => {
  it('with the phone from 8 characters on', () => {
    expect(judged('plum tr')).toEqual({ reason: 'password-too-short', shortest: 8 })
    expect(reasonFor('plum tra')).toBeNull()
  })
  it('with email from 15 on', () => {
    expect(judged('plum tractor 7', 'email')).toEqual({ reason: 'password-too-short', shortest: 15 })
    expect(reasonFor('plum tractor 77', 'email')).toBeNull()
  })
  it('and at most 256', () => {
    const longest = 'plum tractor 77 '.repeat(16)
    expect(longest).toHaveLength(256)
    expect(reasonFor(`${longest.slice(1)}x`)).toBeNull()
    expect(judged(`${longest}x`)).toEqual({ reason: 'password-too-long', longest: 256 })
  })
})

describe('characters are counted as people count them', () => {
  it('a sign outside the basic plane is one', () => {
    expect(reasonFor('🌊🌲🦉🌾')).toBe('password-too-short')
    expect(reasonFor('🌊🌲🦉🌾🚲🎻🍐⛵')).toBeNull()
  })
  it('a letter and its accent are one, whichever way the keyboard sends them', () => {
    const apart = 'e\u0301te\u0301 lun'
    expect([...apart]).toHaveLength(9)
    expect(reasonFor(apart)).toBe('password-too-short')
    expect(judged('été lune!', 'phone', 'e\u0301te\u0301 lune!')).toBeNull()
  })
})

it('asks for no kind of character', () => {
  for (const fine of ['quietmeadowseven', 'QUIETMEADOWSEVEN', '  quiet  meadow ', '90417 38265', 'тихий луг семь'])
    expect(reasonFor(fine)).toBeNull()
})

it('wants the same password twice', () => {
  expect(judged('plum tractor 77', 'phone', 'plum tractor 7')).toEqual({ reason: 'passwords-differ' })
  expect(judged('plum tractor 77', 'phone', 'Plum tractor 77')).toEqual({ reason: 'passwords-differ' })
})

it.each(['aaaaaaaa', 'abababab', 'AaAaBbBb', '11111111', '🔑🔑🔑🔑🔑🔑🔑🔑'])('%s repeats too few characters', (password) => {
  expect(reasonFor(password)).toBe('password-simple')
})

it.each(['password1', 'P@ssw0rd', 'qwertyuiop', '1234567890', 'monkeymonkey', 'iloveyou!!'])(
  '%s is among the first that are guessed',
  (password) => {
    expect(reasonFor(password)).toBe('password-common')
  },
)

describe('a password built around a name is refused', () => {
  it.each([
    ['the username', 'dana.reyes'],
    ['part of it', 'reyes-91!'],
    ['the person’s name', 'Whitfield88'],
    ['in any case', 'wHITfIELD88'],
    ['the domain of the address', 'harborview7'],
    ['the brand', 'latchkey2042'],
    ['the portal', 'my portal-91'],
    ['a name typed twice', 'danadana91x'],
    ['several names and a year', 'danawhitfield2024'],
  ])('%s', (_, password) => expect(reasonFor(password)).toBe('password-has-name'))

  it('unless it holds enough besides', () => {
    expect(reasonFor('whitfield plum tractor')).toBeNull()
    expect(reasonFor('dana-qhw-8k2z')).toBeNull()
  })

  it('and the end of an address is no name', () => {
    expect(judgePassword('comforted-7', 'comforted-7', 'phone', ['lee@clinic.com'], isCommon)).toBeNull()
  })

  it('and a name of two letters is no name', () => {
    expect(judgePassword('al-qhw-8k', 'al-qhw-8k', 'phone', ['Al'], isCommon)).toBeNull()
  })
})

it('tells the first thing that is wrong: length before sameness before strength', () => {
  expect(judged('aaa', 'phone', 'bbb')?.reason).toBe('password-too-short')
  expect(judged('aaaaaaaa', 'phone', 'bbbbbbbb')?.reason).toBe('passwords-differ')
})
