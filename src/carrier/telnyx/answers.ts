/**
 * Telnyx's way of saying that something is wrong: https://developers.telnyx.com/development/api-fundamentals/api-errors
 */
import type * as z from 'zod'
import type { DoorWords, ProviderEnv } from '../door.ts'
import type { CarrierOptions } from '../options.ts'
import type { Account } from '../requests.ts'

const ERRORS = {
  '10004': [422, 'Missing required parameter', 'A required parameter was missing.'],
  '10005': [404, 'Resource not found', 'The requested resource or URL could not be found.'],
  '10007': [500, 'Unexpected error', 'An unexpected error occurred.'],
  '10009': [401, 'Authentication failed', 'The required authentication headers were either invalid or not included in the request.'],
  '10010': [403, 'Authorization failed', 'You do not have permission to perform the requested action.'],
  '10011': [429, 'Too many requests', 'You have exceeded the maximum number of allowed requests.'],
  '10015': [422, 'Bad Request', 'The request failed because it was not well-formed.'],
  '10016': [422, 'Phone number must be in +E.164 format', 'The specified phone number parameter must be in +E.164 format.'],
  '10023': [400, 'Invalid JSON', 'The supplied JSON could not be parsed.'],
  '40001': [400, 'Not routable', 'The destination number is either a landline or a non-routable wireless number.'],
  '40008': [400, 'Undeliverable', 'The recipient carrier did not accept the message.'],
  '40300': [409, 'Blocked due to STOP message', 'Messages cannot be sent due to an existing block rule.'],
  '40302': [400, 'Message too large', 'The message has more than ten parts.'],
  '40304': [400, 'Invalid combination of message content arguments', 'A message needs text.'],
  '40305': [400, "Invalid 'from' address", 'A number or a messaging profile must be given to send from.'],
  '40310': [400, "Invalid 'to' address", 'The destination is not a valid phone number.'],
  '90015': [422, 'Invalid Call Control ID', 'The provided call_control_id was not valid.'],
  '90018': [422, 'Call has already ended', 'This call is no longer active and cannot receive commands.'],
  '90034': [422, 'Call not answered yet', 'This call cannot receive this command because it has not been answered yet.'],
} as const satisfies Record<string, readonly [number, string, string]>

export type ErrorCode = keyof typeof ERRORS

/** One entry of `errors`, as it stands in an answer and in `message.finalized`. */
export const errorOf = (code: ErrorCode, pointer?: string, detail: string = ERRORS[code][2]) => ({
  code,
  title: ERRORS[code][1],
  detail,
  ...(pointer === undefined ? {} : { source: { pointer } }),
})

export function refuse(code: ErrorCode, pointer?: string, detail?: string): Response {
  const response = Response.json({ errors: [errorOf(code, pointer, detail)] }, { status: ERRORS[code][0] })
  if (code === '10011') response.headers.set('retry-after', '1')
  return response
}

const FAILURES: Record<number, ErrorCode> = { 401: '10009', 403: '10010', 404: '10005', 422: '10015', 429: '10011' }

export type AccountEnv = ProviderEnv<Account>

export const words = ({ telnyxApiKey, secondTelnyxApiKey }: CarrierOptions): DoorWords => ({
  unauthorised: (authorization) =>
    [telnyxApiKey, secondTelnyxApiKey].some((key) => key && authorization === `Bearer ${key}`) ? null : refuse('10009'),
  malformed: () => refuse('10023'),
  failure: (status) => Response.json({ errors: [errorOf(FAILURES[status] ?? '10007')] }, { status }),
})

/** Names every field that is missing, unknown or wrong. */
export function refuseFields(body: unknown, { issues }: z.ZodError): Response {
  const errors = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => errorOf('10015', `/${key}`, `The parameter '${key}' is not known.`))
    const pointer = `/${issue.path.join('/')}`
    if (isMissing(body, issue.path)) return [errorOf('10004', pointer)]
    return [issue.message === NOT_E164 ? errorOf('10016', pointer) : errorOf('10015', pointer, issue.message)]
  })
  return Response.json({ errors }, { status: 422 })
}

/** The message by which a field's rule asks for error 10016. */
export const NOT_E164 = 'not in E.164'

const isMissing = (body: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], body) === undefined
