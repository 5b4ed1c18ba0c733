/**
 * A carrier, an app that only writes down what it is told, and the providers' own SDKs.
 */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Resend } from 'resend'
import Telnyx from 'telnyx'
import { expect } from 'vitest'
import { type CarrierOptions, startCarrier } from '../../src/carrier/carrier.ts'

export interface Hook {
  path: string
  headers: Record<string, string>
  body: string
  at: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the event has
  event: any
}

export type Bench = Awaited<ReturnType<typeof startBench>>

export const VOICE = 'female'
export const FROM = '+12025550100'

export async function startBench(options: Partial<CarrierOptions> = {}) {
  const [keys, second] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')]
  const sendgrid = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const app = await startApp()
  const carrier = await startCarrier({
    port: 0,
    appOrigin: app.origin,
    resendWebhookSecret: secret,
    telnyxPrivateKey: keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    secondTelnyxPrivateKey: second.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    sendgridPrivateKey: sendgrid.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    resendApiKey: 're_development',
    sendgridApiKey: 'SG.development',
    telnyxApiKey: 'KEY_development',
    secondTelnyxApiKey: 'KEY_second',
    ...options,
    delays: { event: 1, detection: 5, speech: 5, slow: 150, second: 40, retries: [20, 40], ...options.delays },
  })
  const ask = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await fetch(carrier.url + path, { method, ...init })
    const text = await answer.text()
    return { status: answer.status, body: text.startsWith('[') || text.startsWith('{') ? JSON.parse(text) : text }
  }
  const telnyx = (apiKey: string, { publicKey }: { publicKey: KeyObject }) =>
    new Telnyx({ apiKey, baseURL: `${carrier.url}/v2`, publicKey: rawPublicKey(publicKey), maxRetries: 0 })
  return {
    url: carrier.url,
    secret,
    /** As SendGrid shows it. */
    sendgridPublicKey: sendgrid.publicKey,
    appOrigin: app.origin,
    hooks: app.hooks,
    answerHooksWith: app.answerWith,
    resend: new Resend('re_development', { baseUrl: carrier.url }),
    telnyx: telnyx('KEY_development', keys),
    secondTelnyx: telnyx('KEY_second', second),
    ask,
    messages: async (to: string) => (await ask('GET', `/carrier/messages?to=${encodeURIComponent(to)}`)).body,
    /** What the app was told of one mail, text message or call, in order. */
    hooksOf: (id: string) => app.hooks.filter((hook) => subjectOf(hook) === id),
    /** Waits until the app was told so of this mail, text message or call. */
    told: (id: string, type: string, index = 0) =>
      until(() => app.hooks.filter((hook) => subjectOf(hook) === id && typeOf(hook) === type)[index]),
    close: async () => {
      await carrier.close()
      await app.close()
    },
  }
}

/** SendGrid tells a list. */
export const typeOf = ({ event }: Hook): string => event[0]?.event ?? event.data.event_type ?? event.type

const subjectOf = ({ event }: Hook): string =>
  event[0]?.sg_message_id.split('.')[0] ?? event.data.email_id ?? event.data.payload.call_control_id ?? event.data.payload.id

export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const found = await expect.poll(look, { timeout: 5000, interval: 5 }).toBeTruthy().then(look)
  return found as T
}

/** Fails with what the SDK's error carried. */
export const refusal = async (attempt: Promise<unknown>) => {
  const fault = await attempt.then(
    () => null,
    (reason) => reason,
  )
  return { status: fault?.status, errors: fault?.error?.errors ?? [], headers: fault?.headers as Headers | undefined }
}

async function startApp() {
  const hooks: Hook[] = []
  let statuses: number[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const status = statuses.shift() ?? 200
    hooks.push({ path: request.url ?? '', headers: request.headers as Hook['headers'], body, at: Date.now(), event: JSON.parse(body) })
    response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hooks,
    answerWith: (...next: number[]) => {
      statuses = next
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The base64 of the 32 bytes, as Telnyx shows a public key. */
const rawPublicKey = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
