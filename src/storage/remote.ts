import { type Client, createClient } from '@libsql/client/http'
import { DATABASE_PATIENCE } from '../domain/policy.ts'

/** A database server, asked over HTTP. One that does not answer in time is given up, so that nobody waits for ever. */
export const connectTo = (url: string, authToken: string | undefined): Client => createClient({ url, authToken, fetch: inTime })

/** Holds until the last byte of the answer. */
const inTime = (request: Request): Promise<Response> => fetch(request, { signal: AbortSignal.timeout(DATABASE_PATIENCE) })
