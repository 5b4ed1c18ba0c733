import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { DEVELOPMENT_MARK } from '../../settings.ts'

const keys = z.object({
  /** Signs the tokens of the database server, as Turso does. PKCS #8, PEM. */
  databasePrivate: z.string(),
  databasePublic: z.string(),
  /** Signs the carrier's webhooks, as Telnyx does: base64 of PKCS #8, and of the 32 bytes of the public key. */
  telnyxPrivate: z.string(),
  telnyxPublic: z.string(),
  resendWebhook: z.string().startsWith('whsec_'),
  server: z.string(),
  pepper: z.string(),
})

export type Keys = z.output<typeof keys>

/** The keys of this folder: made once, so that codes, sessions and passwords survive a restart. */
export function keysIn(folder: string): Keys {
  const file = `${folder}/keys.json`
  if (existsSync(file)) return keys.parse(JSON.parse(readFileSync(file, 'utf8')))
  const made = makeKeys()
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

function makeKeys(): Keys {
  const database = generateKeyPairSync('ed25519')
  const telnyx = generateKeyPairSync('ed25519')
  return {
    databasePrivate: database.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    databasePublic: database.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    telnyxPrivate: telnyx.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    telnyxPublic: rawPublic(telnyx.publicKey),
    resendWebhook: `whsec_${randomBytes(24).toString('base64')}`,
    server: marked(),
    pepper: marked(),
  }
}

const marked = () => `${DEVELOPMENT_MARK}-${randomBytes(32).toString('base64url')}`

const rawPublic = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
