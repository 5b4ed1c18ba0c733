import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../../src/cli/ground/places.ts'
import { passKeys } from '../../src/pass/keys.ts'
import { mintPass } from '../../src/pass/mint.ts'
import { keyring } from '../../src/system.ts'
import { stackNamed } from '../support/journey.ts'

/** What README.md tells a portal's developer to write is run as it stands there, against the keys of a running application. */

const stack = stackNamed('workerd')
const run = promisify(execFile)
const python = ['/usr/bin/python3', 'python3'].find(hasPyJwt)
let folder: string

function hasPyJwt(program: string): boolean {
  try {
    execFileSync(program, ['-c', 'import jwt, cryptography'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const snippet = (language: string): string => {
  const found = new RegExp(`\`\`\`${language}\n((?:(?!\`\`\`).)*latchkey-pass.*?)\`\`\``, 'is').exec(
    readFileSync(inProject('README.md'), 'utf8'),
  )?.[1]
  if (!found) throw new Error(`README.md verifies no pass in ${language}`)
  return found
}

beforeAll(() => {
  folder = mkdtempSync(`${tmpdir()}/latchkey-verify-`)
  writeFileSync(
    `${folder}/pass.mjs`,
    `${snippet('js')}\nconsole.log((await passOf({ headers: { 'latchkey-pass': process.argv[2] } })).sub)\n`,
  )
  writeFileSync(`${folder}/pass.py`, `${snippet('python')}\nimport sys\nprint(pass_of({"Latchkey-Pass": sys.argv[1]})["sub"])\n`)
  symlinkSync(inProject('node_modules'), `${folder}/node_modules`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As the application makes it, but for what is asked. */
async function pass({ audience = stack.origin, secret = stack.environment.SECRET_KEY ?? '', ago = 0 } = {}): Promise<string> {
  const now = Date.now() - ago * 1000
  const session = { id: 's'.repeat(22), accountId: 'dana', username: 'dana', name: 'Dana', facility: 'Harbor View', amr: 'pwd sms mfa' }
  const keys = await passKeys(keyring(new TextEncoder().encode(secret)), 1)
  return mintPass(keys, { issuer: stack.origin, audience }, { ...session, since: now, seenAt: now, endsAt: now + 3_600_000 }, 'token', now)
}

const unsigned = async () => `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${(await pass()).split('.')[1]}.`

const LANGUAGES: [string, string, string][] = [
  ['Node', process.execPath, 'pass.mjs'],
  // Debian has PyJWT as a package; a machine that has none has nobody who could run the snippet.
  ...(python ? ([['Python', python, 'pass.py']] as [string, string, string][]) : []),
]

/** K02 */
describe.concurrent.each(LANGUAGES)('the verification that README.md shows for %s', (_, program, file) => {
  const verify = (token: string) => run(program, [file, token], { cwd: folder, env: { ...process.env, PUBLIC_ORIGIN: stack.origin } })

  it('takes a pass of ours', async () => {
    expect((await verify(await pass())).stdout).toBe('dana\n')
  })

  it.each([
    ['for another audience', () => pass({ audience: 'https://other.example' })],
    ['signed by another key', () => pass({ secret: 'another server key, long enough to be one' })],
    ['that ran out over half a minute ago', () => pass({ ago: 100 })],
    ['without a signature', unsigned],
    ['that is none', async () => 'x'],
    ['that is missing', async () => ''],
  ])('refuses one %s', async (_, made) => {
    await expect(verify(await made())).rejects.toMatchObject({ code: 1 })
  })
})
