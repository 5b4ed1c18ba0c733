import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Asked } from './echo-portal.ts'
import { stackNamed, type Traveller } from './journey.ts'
import { logInFully, member } from './member.ts'
import type { Stack, StackName } from './stack.ts'

/** Somebody who is signed in, at each stack that has a way. */
export type People = Record<'workerd' | 'deno', Traveller>

export async function signedInEverywhere(): Promise<People> {
  const [workerd, deno] = await Promise.all([signedIn('workerd'), signedIn('deno')])
  return { workerd, deno }
}

export async function signedIn(name: StackName): Promise<Traveller> {
  const who = await member(stackNamed(name))
  await logInFully(who)
  return who
}

export const whoAt = (people: People, { name }: Stack): Traveller => people[name === 'deno' ? 'deno' : 'workerd']

/** The browser's cookies as a header's line, with more before and after them. */
export const cookieLine = ({ visitor }: Traveller, before = '', after = ''): string =>
  `Cookie: ${[before, visitor.cookies.header().cookie ?? '', after].filter(Boolean).join('; ')}`

/** Names in lower case with their values, as the portal got them. */
export function linesOf({ rawHeaders }: Asked): [name: string, value: string][] {
  const lines: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? ''])
  return lines
}

/** Each value of a header that the portal got, under any name that a program behind CGI would take for it. */
export const valuesOf = (asked: Asked, name: string): string[] =>
  linesOf(asked).flatMap(([each, value]) => (each.replace(/[^a-z0-9]+/g, '-') === name ? [value] : []))

/** Of whom the passes speak that came with a request, each verified as a portal does; "forged" for one that is none. */
export async function peopleIn(asked: Asked, { origin }: Stack): Promise<string[]> {
  const keys = createRemoteJWKSet(new URL('/auth/jwks.json', origin))
  return Promise.all(
    valuesOf(asked, 'latchkey-pass').map((pass) =>
      jwtVerify(pass, keys, { issuer: origin, audience: origin, algorithms: ['EdDSA'] }).then(
        ({ payload }) => String(payload.preferred_username),
        () => 'forged',
      ),
    ),
  )
}
