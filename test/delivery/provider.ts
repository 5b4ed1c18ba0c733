import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postOffice } from '../../src/delivery/post-office.ts'

export type Taken = { method: string; path: string; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> }
export type Answer = ((response: ServerResponse) => void) & { status?: number; body?: unknown }

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  Object.assign(
    (response: ServerResponse) =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
    { status, body },
  )

export const plain = (status: number, body: string): Answer =>
  Object.assign((response: ServerResponse) => void response.writeHead(status, { 'content-type': 'text/html' }).end(body), { status, body })

/** Takes the request, and then the line is cut. */
export const reset: Answer = (response) => response.socket?.destroy()

/** Takes the request and says nothing more. */
export const silence: Answer = () => {}

/** Begins a good answer and never ends it. */
export const stall: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":')

/** A provider on loopback that answers as it is told and remembers what it was sent. */
export async function openProvider() {
  const taken: Taken[] = []
  let answer: Answer = json(200, {})
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    taken.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: (next: Answer) => {
      taken.length = 0
      answer = next
    },
    /** The one request since the last `answers`. */
    only: (): Taken => {
      const [first, ...more] = taken
      if (!first || more.length) throw new Error(`${taken.length} requests, not one`)
      return first
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the tests alone').toString('base64')}`
/** A limit for those who test the limit; the others have time, on a busy machine too. */
export const IMPATIENT = 150
const PATIENT = 10_000

export const settings = (origin: string) => ({
  RESEND_API_KEY: 're_test',
  RESEND_BASE_URL: origin,
  RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
  MAIL_FROM: 'Latchkey <codes@portal.example.com>',
  SENDGRID_API_KEY: undefined as string | undefined,
  SENDGRID_BASE_URL: origin,
  SENDGRID_PUBLIC_KEY: undefined as string | undefined,
  SECOND_TELNYX_API_KEY: undefined as string | undefined,
  SECOND_TELNYX_BASE_URL: `${origin}/v2`,
  SECOND_TELNYX_PUBLIC_KEY: undefined as string | undefined,
  SECOND_TELNYX_CONNECTION_ID: undefined as string | undefined,
  SECOND_TELNYX_MESSAGING_PROFILE_ID: undefined as string | undefined,
  SECOND_TELNYX_FROM: undefined as string | undefined,
  TELNYX_API_KEY: 'KEY_test',
  TELNYX_BASE_URL: `${origin}/v2`,
  TELNYX_PUBLIC_KEY: '',
  TELNYX_CONNECTION_ID: '7267',
  TELNYX_MESSAGING_PROFILE_ID: undefined as string | undefined,
  TELNYX_FROM: '+12025550100',
  PUBLIC_ORIGIN: 'https://portal.example.com',
  VOICE_PROOF: 'code' as 'code' | 'pound',
  LANGUAGE: 'en-US' as const,
  TIME_ZONE: 'America/New_York',
  BRAND_NAME: 'Latchkey',
  PORTAL_NAME: 'Provider Portal',
  SUPPORT: 'your facility’s portal administrator',
})

export const office = (origin: string, changes: Partial<ReturnType<typeof settings>> = {}, timeLimit = PATIENT) =>
  postOffice({ ...settings(origin), ...changes }, timeLimit)

/** What a provider did not take, or may not have taken. */
export const unanswered = { sent: false, reason: 'busy', detail: 'other', ambiguous: true }
export const misconfigured = { sent: false, reason: 'misconfigured', detail: 'other' }
export const busy = (retryAfter?: number) => ({ sent: false, reason: 'busy', detail: 'other', ...(retryAfter ? { retryAfter } : {}) })
export const refused = (detail: string) => ({ sent: false, reason: 'refused', detail })
/** The same, with the provider's own word for it, where it had one. */
export const saying = (code: string | number | undefined, outcome: object) => (code ? { ...outcome, code: String(code) } : outcome)
