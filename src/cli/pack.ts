/**
 * `npm run pack`: the guard as a package of its own, in JavaScript with its types, for a portal that is not built here.
 * What it documents itself by is the guard's part of README.md.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { optionsOf } from './command-line.ts'
import { inProject, PROJECT } from './ground/places.ts'

const run = promisify(execFile)

const COMPILER =
  '--ignoreConfig --declaration --rewriteRelativeImportExtensions --module esnext --moduleResolution bundler --target es2022 --lib es2022,esnext,dom,dom.iterable --strict --skipLibCheck'

const USAGE = {
  command: 'npm run pack --',
  help: `npm run pack    makes latchkey-VERSION.tgz, the guard alone, for npm install

  --out FOLDER   where it goes (dist)`,
}

/** @returns the archive */
export async function packGuard(folder: string): Promise<string> {
  const stage = `${folder}/package`
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  await run(inProject('node_modules/.bin/tsc'), [inProject('src/guard/mod.ts'), '--outDir', `${stage}/guard`, ...COMPILER.split(' ')], {
    cwd: PROJECT,
  })
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`)
  writeFileSync(`${stage}/README.md`, guardsPart(readFileSync(inProject('README.md'), 'utf8')))
  copyFileSync(inProject('LICENSE'), `${stage}/LICENSE`)
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, stage], { cwd: PROJECT })
  const [packed] = JSON.parse(stdout) as { filename: string }[]
  return `${folder}/${packed?.filename}`
}

function manifest() {
  const own = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<string, Record<string, string> & string>
  return {
    ...{ name: own.name, version: own.version, license: own.license, type: 'module', sideEffects: false },
    description: 'Puts a portal behind Latchkey: only requests of authenticated people reach it, each with a signed pass.',
    exports: { './guard': { types: './guard/mod.d.ts', default: './guard/mod.js' } },
    dependencies: { jose: `^${own.dependencies?.jose}` },
  }
}

/** From its heading to the next of the same rank; what it links to elsewhere on the page stays there. */
function guardsPart(readme: string): string {
  const part = /^## (The guard\n.*?)(?=^## )/ms.exec(readme)?.[1]
  if (part === undefined) throw new Error('README.md has no part "The guard".')
  return `# Latchkey: ${part.replace(/^###/gm, '##').trimEnd()}\n`
}

if (process.argv[1] === import.meta.filename) {
  const { out = inProject('dist') } = optionsOf(USAGE, { out: { type: 'string' } })
  mkdirSync(out, { recursive: true })
  console.log(`Packed: ${await packGuard(out)}`)
}
