/**
 * Makes domain/special-numbers/patterns.ts anew: node src/cli/make-special-numbers.ts
 * The metadata that tells such numbers apart has 140 KB; the small one, which the application has anyway, can't.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

type Country = readonly unknown[]
type Metadata = { country_calling_codes: Record<string, string[]>; countries: Record<string, Country> }

const require = createRequire(import.meta.url)
const metadata = JSON.parse(readFileSync(require.resolve('libphonenumber-js/metadata.max.json'), 'utf8')) as Metadata
const { version } = JSON.parse(readFileSync(require.resolve('libphonenumber-js/package.json'), 'utf8')) as { version: string }

/** Where the types stand in the metadata: toll-free, premium, personal, voicemail, UAN, pager, shared cost. */
const SPECIAL = [2, 3, 4, 5, 6, 7, 9]
/** The plan of North America has rules of its own in domain/north-american.ts. */
const APART = '1'

/** The patterns of a country's types: the one field that is a list of lists of a pattern and its lengths. */
function typesOf(country: Country): [string][] {
  const types = country.slice(10).find((field) => Array.isArray(field) && field.some((type) => Array.isArray(type)))
  return (types ?? []) as [string][]
}

/** Countries that share a calling code share its numbers, so their patterns are one list. The first is the code's main country. */
function patternsOf(code: string, countries: readonly string[]): string {
  const all = new Set<string>()
  for (const country of countries)
    for (const type of SPECIAL) {
      const pattern = typesOf(metadata.countries[country] ?? [])[type]?.[0]
      // `8(?:1|2)|845464\d` of one country and `8(?:1|2)` of its neighbour: each alternative counts once.
      for (const one of pattern ? alternatives(pattern) : []) all.add(one)
    }
  return all.size ? `${code} ${[...all].join('|').replaceAll('\\d', 'd').replaceAll('(?:', '(')}` : ''
}

/** Splits at the bars that stand in no bracket. */
function alternatives(pattern: string): string[] {
  let depth = 0
  const parts = ['']
  for (const sign of pattern) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts
}

const lines = Object.entries(metadata.country_calling_codes)
  .filter(([code]) => code !== APART)
  .map(([code, countries]) => patternsOf(code, countries))
  .filter(Boolean)

writeFileSync(
  new URL('../domain/special-numbers/patterns.ts', import.meta.url),
  `/**
 * Made by cli/make-special-numbers.ts from libphonenumber-js ${version} (MIT; copyright 2016 @catamphetamine; its metadata is Google's libphonenumber, Apache 2.0).
 * A line for each calling code: what its national numbers look like that are toll-free, premium, of shared cost, personal, a company's
 * for all its offices, a pager's or a mailbox's. \`d\` is any digit, and no bracket remembers.
 */
export const SPECIAL_NUMBERS = \`
${lines.join('\n')}
\`
`,
)
