import { describe, expect, it } from 'vitest'
import { run } from './program.ts'

const COMMANDS = [
  { script: 'dev', names: ['--fresh', '--data', '--runtime', '--without-app', 'APP_PORT', 'PORTAL_PORT', 'CARRIER_PORT', 'SQLD_PORT'] },
  { script: 'migrate', names: ['DATABASE_URL', 'DATABASE_AUTH_TOKEN'] },
  { script: 'seed', names: ['DATABASE_URL', 'SECRET_KEY', 'PASSWORD_PEPPER', 'never for production'] },
]

const of = (script: string, ...args: string[]) => run(process.execPath, [`src/cli/${script}.ts`, ...args], {})

describe.each(COMMANDS)('npm run $script', ({ script, names }) => {
  it.each(['--help', '-h'])('prints what may be asked of it, and ends well: %s', async (option) => {
    const asked = of(script, option)
    expect(await asked.ended).toBe(0)
    for (const name of [`npm run ${script}`, ...names]) expect(asked.said()).toContain(name)
  })

  it('starts nothing where an option is misspelt, and says where the right ones are listed', async () => {
    const asked = of(script, '--fresch')
    expect(await asked.ended).toBe(1)
    expect(asked.said()).toBe(`Unknown option '--fresch'. npm run ${script} -- --help lists what there is.\n`)
  })
})

it.each([
  [['--data'], "Option '--data <value>' argument missing. npm run dev -- --help lists what there is.\n"],
  [['fresh'], "Unexpected argument 'fresh'. npm run dev -- --help lists what there is.\n"],
  [['--runtime', 'bun'], '--runtime must be workerd or deno.\n'],
  [['--runtime', 'deno', '--without-app'], '--without-app is for a wrangler dev of your own: leave --runtime out.\n'],
])('npm run dev %j is answered by one sentence', async (args, sentence) => {
  const asked = of('dev', ...args)
  expect(await asked.ended).toBe(1)
  expect(asked.said()).toBe(sentence)
})
