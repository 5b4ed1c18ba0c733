import { describe, expect, it } from 'vitest'
import { checkPattern, isExactly, isLoosely } from '../../src/guard/path.ts'

describe('a path that everybody may see', () => {
  it.each([
    ['/health', '/health'],
    ['/', '/'],
    ['/assets/*', '/assets'],
    ['/assets/*', '/assets/'],
    ['/assets/*', '/assets/a/b.css'],
    ['/*', '/'],
    ['/*', '/anything/at/all'],
  ])('%s is %s', (pattern, path) => {
    expect(isExactly(path, [pattern])).toBe(true)
  })

  it.each([
    ['/health', '/health/'],
    ['/health', '/healthy'],
    ['/health', '/Health'],
    ['/health', '/%68ealth'],
    ['/health', '/health.'],
    ['/health', '/x/health'],
    ['/health', '/'],
    ['/', '/a'],
    ['/assets/*', '/assets-of-others'],
    ['/assets/*', '/assetsx/a'],
    ['/assets/*', '/Assets/a'],
    ['/assets/*', '/x/assets/a'],
    ['/assets/*', '/asset'],
  ])('%s is not %s', (pattern, path) => {
    expect(isExactly(path, [pattern])).toBe(false)
  })

  it('is none where no pattern is given', () => {
    expect(isExactly('/', [])).toBe(false)
  })
})

describe('a path that a rule closes, however the portal may read it', () => {
  it.each([
    ['/payments', '/payments'],
    ['/payments', '/PayMents'],
    ['/payments', '/p%41yments'],
    ['/payments', '/payments.'],
    ['/payments', '/payments..'],
    ['/payments', '/payments%20'],
    ['/payments', '/payments.%20.'],
    ['/payments', '/payments/'],
    ['/payments', '/%EF%BD%90ayments'],
    ['/payments/*', '/payments'],
    ['/payments/*', '/payments/'],
    ['/payments/*', '/PAYMENTS./42'],
    ['/payments/*', '/%70ayments/42/receipt'],
    ['/Payments/*', '/payments/42'],
    ['/%C3%BCber/*', '/%C3%9Cber/a'],
    ['/%C3%BCber/*', '/u%CC%88ber/a'],
    ['/', '/'],
    ['/*', '/'],
    ['/*', '/a'],
  ])('%s holds for %s', (pattern, path) => {
    expect(isLoosely(path, pattern)).toBe(true)
  })

  it.each([
    ['/payments', '/payments/42'],
    ['/payments', '/payments-of-others'],
    ['/payments/*', '/payments-of-others'],
    ['/payments/*', '/a/payments/42'],
    ['/pay/*', '/payments'],
    ['/', '/a'],
  ])('%s does not hold for %s', (pattern, path) => {
    expect(isLoosely(path, pattern)).toBe(false)
  })
})

describe('a pattern', () => {
  it.each(['/', '/health', '/assets/*', '/*', '/a%20b/*', '/.well-known/*', '/%C3%BCber'])('may be %s', (pattern) => {
    expect(() => checkPattern(pattern)).not.toThrow()
  })

  it.each([
    '',
    '*',
    'health',
    'https://x/',
    '/a*',
    '/*/a',
    '/a/*/b',
    '/a/**',
    '/a//b',
    '/a//*',
    '//*',
    '/a/../b',
    '/a b',
    '/ü',
    '/a?b',
    '/a#b',
    '/a;b',
  ])('can’t be %j: it would hold for nothing', (pattern) => {
    expect(() => checkPattern(pattern)).toThrow(TypeError)
    expect(() => checkPattern(pattern)).toThrow(`${pattern} is no pattern of a path: write /path, or /path/*`)
  })
})
