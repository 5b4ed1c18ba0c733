/**
 * Resend's way of saying that something is wrong: https://resend.com/docs/api-reference/errors
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod'
import type { DoorWords } from '../door.ts'

export const refuse = (statusCode: ContentfulStatusCode, name: string, message: string) =>
  Response.json({ statusCode, name, message }, { status: statusCode })

export const notFound = () => refuse(404, 'not_found', 'The requested endpoint does not exist.')

export const tooMany = () => {
  const response = refuse(429, 'rate_limit_exceeded', 'Too many requests. You can only make 2 requests per second.')
  response.headers.set('retry-after', '1')
  return response
}

export const inTrouble = (status: ContentfulStatusCode = 500) =>
  refuse(status, status === 500 ? 'internal_server_error' : 'application_error', 'An unexpected error occurred.')

const FAILURES: Record<number, () => Response> = {
  400: () => refuse(400, 'validation_error', 'We found an error with one or more fields in the request.'),
  401: () => refuse(401, 'restricted_api_key', 'This API key is restricted to only send emails.'),
  403: () => refuse(403, 'invalid_api_key', 'API key is invalid.'),
  409: () => refuse(409, 'concurrent_idempotent_requests', 'The same idempotency key is used by a request still in progress.'),
  422: () => refuse(422, 'validation_error', 'We found an error with one or more fields in the request.'),
  429: tooMany,
}

export const words = (apiKey: string): DoorWords => ({
  unauthorised(authorization) {
    if (authorization === `Bearer ${apiKey}`) return null
    return authorization?.startsWith('Bearer ')
      ? refuse(403, 'invalid_api_key', 'API key is invalid.')
      : refuse(401, 'missing_api_key', 'Missing API key in the authorization header.')
  },
  malformed: () => refuse(400, 'validation_error', 'The request body is not valid JSON.'),
  failure: (status) => FAILURES[status]?.() ?? inTrouble(status as ContentfulStatusCode),
})

/** Says what is wrong with the first field that is. */
export function refuseFields(body: unknown, { issues: [issue] }: z.ZodError): Response {
  if (issue?.code === 'unrecognized_keys') return refuse(422, 'validation_error', `Unrecognized field: \`${issue.keys[0]}\`.`)
  const field = String(issue?.path[0] ?? 'body')
  if ((body as Record<string, unknown> | null)?.[field] === undefined)
    return refuse(422, 'missing_required_field', `Missing \`${field}\` field.`)
  const name = field === 'from' ? 'invalid_from_address' : 'validation_error'
  return refuse(422, name, `Invalid \`${field}\` field. ${issue?.message ?? ''}`.trim())
}
