/**
 * How the providers sign what they tell the app.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

export type Signer = (body: string) => Record<string, string>

/** Telnyx: Ed25519 over the time stamp (seconds), a bar and the body, byte for byte. */
export function telnyxSigner(privateKey: string): Signer {
  const key = readKey(privateKey)
  return (body) => {
    const timestamp = Math.floor(Date.now() / 1000).toString()
    const signature = sign(null, Buffer.from(`${timestamp}|${body}`), key).toString('base64')
    return { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': timestamp }
  }
}

/** Resend: the scheme of Svix. A repeat carries the same id. */
export function resendSigner(secret: string): (id: string) => Signer {
  const webhook = new Webhook(secret)
  return (id) => (body) => {
    const now = new Date()
    return {
      'svix-id': id,
      'svix-timestamp': Math.floor(now.getTime() / 1000).toString(),
      'svix-signature': webhook.sign(id, now, body),
    }
  }
}

/** SendGrid: ECDSA on P-256, with SHA-256, over the time stamp (seconds) and the body. */
export function sendgridSigner(privateKey: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return (body) => {
    const timestamp = Math.floor(Date.now() / 1000).toString()
    return {
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + body), key).toString('base64'),
      'x-twilio-email-event-webhook-timestamp': timestamp,
    }
  }
}

function readKey(text: string): KeyObject {
  try {
    // An environment file keeps a PEM on one line, with `\n` spelled out.
    const key = text.includes('BEGIN')
      ? createPrivateKey(text.replaceAll('\\n', '\n'))
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // The reason may quote the key, and is the same for the reader.
  }
  throw new Error('The Telnyx private key must be an Ed25519 key in PKCS8, as PEM or as base64 of its DER.')
}
