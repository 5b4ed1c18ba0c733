import type { Instant, System } from '../system.ts'
import { aspnet } from './formats/aspnet.ts'
import { bcrypt } from './formats/bcrypt.ts'
import type { Attempt, Format } from './formats/format.ts'
import { COST, HASH_BYTES, peppered, pepperedHash, SALT_BYTES } from './formats/peppered.ts'
import { scrypt } from './formats/scrypt.ts'
import { type Kdf, kdf, watched } from './kdf.ts'
import { type Line, line } from './line.ts'
import { pepper } from './pepper.ts'

export { Busy } from './line.ts'

export interface Passwords {
  /**
   * Our own format for a password: one KDF run.
   * @throws Busy
   */
  hash(password: string): Promise<string>
  /**
   * Our own format for a password that takes the place of another; null when it is the same one: two KDF runs in one turn.
   * @throws Busy
   */
  replace(stored: string, password: string): Promise<string | null>
  /**
   * True when the password is the one behind the stored hash, in whichever of the known formats: one KDF run.
   * An unknown or broken format is false, after the work of one.
   * @throws Busy
   */
  verify(stored: string, password: string): Promise<boolean>
  /**
   * A place in the line for one verification, taken before anything is asked or counted, so that nobody is sent away after it.
   * @throws Busy
   */
  seat(): Pick<Passwords, 'verify'> & { leave(): void }
}

export interface PasswordOptions extends Pick<System, 'now' | 'bytes'> {
  pepper: string
  /** What the pepper was before it was changed: hashes made with these still verify. */
  previousPeppers?: readonly string[]
  /** Told of each run: tests count them. */
  onRun?: (primitive: keyof Kdf) => void
  /** One for the whole isolate, unless a test brings its own. */
  line?: Line
}

/**
 * An imported hash is compared with the password as it was typed, since that is what its maker hashed; only our own format
 * composes it first. Trying both would cost a second run, for keyboards that nearly all compose anyway.
 */
export function passwords(options: PasswordOptions): Passwords {
  const { now, bytes, onRun = () => {} } = options
  const current = pepper(options.pepper)
  const formats = [peppered([current, ...(options.previousPeppers ?? []).map(pepper)]), scrypt, bcrypt, aspnet]
  const runs = watched(kdf, onRun)
  const queue = options.line ?? isolateLine(now)
  const seat = () => {
    const { turn, leave } = queue.seat()
    return { leave, verify: (stored: string, password: string) => turn(() => attemptFor(stored, formats)(password, runs)) }
  }
  const hash = (password: string) => pepperedHash(password, bytes(SALT_BYTES), current, runs)
  return {
    hash: (password) => queue.turn(() => hash(password)),
    replace: (stored, password) => queue.turn(async () => ((await attemptFor(stored, formats)(password, runs)) ? null : hash(password))),
    verify: async (stored, password) => seat().verify(stored, password),
    seat,
  }
}

/** Names no hash: what stands for it costs as much as one of ours, and never matches. */
const nothing: Attempt = async (password, kdf) => {
  await kdf.scrypt(password, new Uint8Array(SALT_BYTES), COST, HASH_BYTES)
  return false
}

function attemptFor(stored: string, formats: readonly Format[]): Attempt {
  for (const format of formats) {
    const attempt = format(stored)
    if (attempt) return attempt
  }
  return nothing
}

let shared: Line | undefined
function isolateLine(now: () => Instant): Line {
  shared ??= line(now)
  return shared
}
