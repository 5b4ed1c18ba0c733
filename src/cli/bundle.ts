import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'

/** A Worker is loaded from cold in front of a waiting person: its size is part of the first answer's time. */
const LARGEST = 300 * 1024
/** What stands in for others in development must never reach production. */
const NEVER_BUNDLED = ['src/carrier/', 'src/cli/', 'src/portal/', 'views/portal/', 'test/']

type Outcome = { fine: boolean; said: string }
type Run = (program: string, ...args: string[]) => Promise<Outcome>

/** Builds the Worker as a deployment would, and weighs it. */
export async function bundle(run: Run): Promise<Outcome> {
  const folder = mkdtempSync(`${tmpdir()}/latchkey-bundle-`)
  try {
    const built = await run('wrangler', 'deploy', '--dry-run', '--outdir', folder, '--metafile', `${folder}/meta.json`)
    return built.fine ? judge(`${folder}/worker.js`, `${folder}/meta.json`) : built
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function judge(worker: string, meta: string): Outcome {
  const size = gzipSync(readFileSync(worker)).length
  const { inputs } = JSON.parse(readFileSync(meta, 'utf8')) as { inputs: Record<string, unknown> }
  const strangers = Object.keys(inputs).filter((file) =>
    NEVER_BUNDLED.some((folder) => file.includes(folder) && !file.includes('node_modules/')),
  )
  const complaints = [
    ...(size > LARGEST ? [`The Worker is ${kilobytes(size)} gzip; at most ${kilobytes(LARGEST)} is allowed.`] : []),
    ...(strangers.length ? [`The Worker's bundle holds what must stay out of it:\n  ${strangers.join('\n  ')}`] : []),
  ]
  return { fine: complaints.length === 0, said: complaints.join('\n') || `${kilobytes(size)} gzip` }
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`
