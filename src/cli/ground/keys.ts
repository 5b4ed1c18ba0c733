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
  /** Of another account there. */
  secondTelnyxPrivate: z.string(),
  secondTelnyxPublic: z.string(),
  /** ECDSA on P-256, as SendGrid's: base64 of PKCS #8, and of SubjectPublicKeyInfo. */
  sendgridPrivate: z.string(),
  sendgridPublic: z.string(),
  resendWebhook: z.string().startsWith('whsec_'),
  server: z.string(),
  pepper: z.string(),
})

export type Keys = z.output<typeof keys>

/** The keys of this folder: made once, so that codes, sessions and passwords survive a restart. */
export function keysIn(folder: string): Keys {
  const file = `${folder}/keys.json`
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const known = keys.safeParse(before)
  if (known.success) return known.data
  // A folder from before may lack the newest.
  const made = keys.parse({ ...makeKeys(), ...before })
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

function makeKeys(): Keys {
  const database = generateKeyPairSync('ed25519')
  const telnyx = generateKeyPairSync('ed25519')
  const second = generateKeyPairSync('ed25519')
  const sendgrid = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    databasePrivate: database.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    databasePublic: database.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    telnyxPrivate: telnyx.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    telnyxPublic: rawPublic(telnyx.publicKey),
    secondTelnyxPrivate: second.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    secondTelnyxPublic: rawPublic(second.publicKey),
    sendgridPrivate: sendgrid.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    sendgridPublic: sendgrid.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    resendWebhook: `whsec_${randomBytes(24).toString('base64')}`,
    server: marked(),
    pepper: marked(),
  }
}

const marked = () => `${DEVELOPMENT_MARK}-${randomBytes(32).toString('base64url')}`

const rawPublic = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
