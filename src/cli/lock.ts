import { readFileSync } from 'node:fs'
import { inProject } from './ground/places.ts'

type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> }

/**
 * npm leaves out the optional packages of other platforms when its registry does not hold them, and `npm ci` then refuses the lock
 * on a clean checkout.
 * @returns the names that some package asks for and that have no entry
 */
export function missingFrom({ packages }: Lock): string[] {
  const present = new Set(Object.keys(packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  const asked = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
  return [...new Set(asked)].filter((name) => !present.has(name))
}

export async function lockFile(): Promise<{ fine: boolean; said: string }> {
  const missing = missingFrom(JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as Lock)
  const said = `package-lock.json has no entry for:\n  ${missing.join('\n  ')}\nInstall from a registry that holds them.`
  return { fine: missing.length === 0, said }
}
