import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Makes the folder this process's own. Two database servers on one folder would not notice each other, and lose what they write.
 * @returns what gives it back, once nothing runs in it
 * @throws an error that names the process which has it
 */
export function claim(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = `${folder}/owner.pid`
  const owner = Number(read(file))
  if (owner && owner !== process.pid && isRunning(owner)) {
    throw new Error(
      `${folder} is in use by process ${owner}, another npm run dev. End it, or keep this one's data elsewhere: npm run dev -- --data FOLDER`,
    )
  }
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isRunning(number: number): boolean {
  try {
    process.kill(number, 0)
    return true
  } catch {
    return false
  }
}
