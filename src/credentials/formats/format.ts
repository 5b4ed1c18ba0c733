import type { Kdf } from '../kdf.ts'

/** Compares a password with what the string held: exactly one run. */
export type Attempt = (password: string, kdf: Kdf) => Promise<boolean>

/** Reads a stored string. Null when it is of another format, broken, or would cost more than we are willing to compute. */
export type Format = (stored: string) => Attempt | null
