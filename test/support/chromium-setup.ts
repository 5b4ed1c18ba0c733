import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

/** Unpacks the browser once, before any test asks for it: two that unpack at the same time would break each other's. */
export default async function setup(project: TestProject): Promise<void> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  const program = await chromium.executablePath()
  project.provide('chromium', { program, environment: hasLibraries() ? {} : await ownLibraries(inflate) })
}

/** Chromium asks the machine for NSS, which a bare server does not have. */
function hasLibraries(): boolean {
  try {
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).includes('libnss3.so')
  } catch {
    return false
  }
}

/** The package brings the libraries along, meant for a cloud function; they do as well here. */
async function ownLibraries(inflate: (archive: string) => Promise<string>): Promise<Record<string, string>> {
  const folder = join(tmpdir(), 'al2023')
  const archive = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
  if (!existsSync(folder)) await inflate(fileURLToPath(archive))
  return { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
}
