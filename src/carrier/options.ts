/**
 * What the carrier stand-in is started with.
 */

/** Milliseconds, unless said otherwise. Kept short, so that tests and people need not wait. */
export interface Delays {
  /** Before a webhook leaves. */
  event: number
  /** From the answer to the result of answering-machine detection. */
  detection: number
  /** One spoken text, however long it is. */
  speech: number
  /** What a slow destination adds, and how long an unanswered one rings. */
  slow: number
  /** How long keys pressed too early wait for somebody to gather them. */
  kept: number
  /** The length of one second in the times that a request states (`timeout_secs`, `timeout_millis`). */
  second: number
  /** How long the app may take to answer a webhook. */
  patience: number
  /** The waits before a webhook's second, third, … attempt. */
  retries: readonly number[]
}

export const DELAYS: Delays = {
  event: 15,
  detection: 60,
  speech: 40,
  slow: 3000,
  kept: 5000,
  second: 1000,
  patience: 5000,
  retries: [250, 1000, 4000],
}

export interface CarrierOptions {
  /** 0 takes any free port. */
  port: number
  hostname?: string
  /** Where webhooks go that name no address of their own, for example `http://localhost:8787`. */
  appOrigin: string
  /** `whsec_…`: signs the webhooks for mail. */
  resendWebhookSecret: string
  /** Ed25519, PKCS8 as PEM or as base64 of the DER: signs the webhooks for messages and calls. */
  telnyxPrivateKey: string
  resendApiKey: string
  /** Without it, nothing goes by way of SendGrid. */
  sendgridApiKey?: string
  /** ECDSA on P-256, base64 of PKCS8: signs what SendGrid tells. */
  sendgridPrivateKey?: string
  telnyxApiKey: string
  /** Another account at Telnyx, and what signs its webhooks; without them there is one. */
  secondTelnyxApiKey?: string
  secondTelnyxPrivateKey?: string
  delays?: Partial<Delays>
  /** Told of webhooks that the app did not take. */
  log?: (line: string) => void
}
