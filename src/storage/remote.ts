import { type Client, createClient } from '@libsql/client/http'
import { DATABASE_PATIENCE } from '../domain/policy.ts'
import { fetchOnce } from '../fetch-once.ts'

/** A database server, asked over HTTP. One that does not answer in time is given up, so that nobody waits for ever. */
export const connectTo = (url: string, authToken: string | undefined): Client => createClient({ url, authToken, fetch: onceInTime })

/** Holds until the last byte of the answer. A batch whose answer was lost is not run again by itself: whoever asked decides that. */
async function onceInTime(request: Request): Promise<Response> {
  const { url, method, headers } = request
  const body = request.body && (await request.blob())
  return fetchOnce(url, { method, headers, body, signal: AbortSignal.timeout(DATABASE_PATIENCE) })
}
