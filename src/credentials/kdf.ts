/**
 * Everything that computes on passwords is called here and nowhere else.
 * On workerd scrypt and PBKDF2 block the isolate while they run; on Node and Deno they run beside the event loop.
 */
import { createHmac, pbkdf2, scrypt } from 'node:crypto'
import { sha1 } from '@noble/hashes/legacy.js'
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { compare } from 'bcryptjs'

export interface ScryptCost {
  /** log2 of N. */
  ln: number
  r: number
  p: number
}

export interface Pbkdf2Cost {
  digest: 'sha1' | 'sha256' | 'sha512'
  iterations: number
}

/** Each call is one run. */
export interface Kdf {
  scrypt(password: string, salt: Uint8Array, cost: ScryptCost, length: number): Promise<Uint8Array>
  pbkdf2(password: string, salt: Uint8Array, cost: Pbkdf2Cost, length: number): Promise<Uint8Array>
  /** True when the password is the one behind a bcrypt string. bcrypt reads 72 bytes of it and no more. */
  bcrypt(password: string, stored: string): Promise<boolean>
}

/** A table of 64 MiB, the largest that an isolate of 128 MiB can bear, and 1 MiB for what scrypt keeps besides. */
const SCRYPT_MEMORY = 65 * 2 ** 20
/** Cloudflare's production refuses PBKDF2 beyond this; Node, Deno and a local workerd do not. */
const PBKDF2_EVERYWHERE = 100_000

export const kdf: Kdf = {
  scrypt: (password, salt, { ln, r, p }, length) =>
    new Promise((resolve, reject) => {
      const cost = { N: 2 ** ln, r, p, maxmem: SCRYPT_MEMORY }
      scrypt(password, salt, length, cost, (fault, key) => (fault ? reject(fault) : resolve(new Uint8Array(key))))
    }),
  pbkdf2: (password, salt, cost, length) =>
    nativePbkdf2(password, salt, cost, length).catch((fault) => {
      if (cost.iterations <= PBKDF2_EVERYWHERE) throw fault
      return portablePbkdf2(password, salt, cost, length)
    }),
  bcrypt: (password, stored) => compare(password, stored),
}

/** The same, with `onRun` told of each run. */
export function watched(real: Kdf, onRun: (primitive: keyof Kdf) => void): Kdf {
  const told =
    <Input extends unknown[], Output>(primitive: keyof Kdf, run: (...input: Input) => Output) =>
    (...input: Input) => {
      onRun(primitive)
      return run(...input)
    }
  return { scrypt: told('scrypt', real.scrypt), pbkdf2: told('pbkdf2', real.pbkdf2), bcrypt: told('bcrypt', real.bcrypt) }
}

const nativePbkdf2: Kdf['pbkdf2'] = (password, salt, { digest, iterations }, length) =>
  new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, length, digest, (fault, key) => (fault ? reject(fault) : resolve(new Uint8Array(key))))
  })

/** In JavaScript: three to ten times slower than native, but nothing refuses it. */
export const portablePbkdf2: Kdf['pbkdf2'] = (password, salt, { digest, iterations }, length) =>
  pbkdf2Async({ sha1, sha256, sha512 }[digest], password, salt, { c: iterations, dkLen: length })

/** HMAC-SHA-256: 32 bytes, and no stretching. */
export const keyedDigest = (key: string, bytes: Uint8Array): Uint8Array => new Uint8Array(createHmac('sha256', key).update(bytes).digest())
