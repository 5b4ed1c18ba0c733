import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import type { Unredeemed } from '../domain-login/ports.ts'

/** RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6: the person was not let in. All other errors are the issuer's trouble, or our settings'. */
const DECLINED: readonly string[] = [
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
]
/** The library's names for an answer that is none of an issuer's in good order: no connection, no time, no JSON, another status. */
const UNANSWERED: readonly string[] = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]

/** Tells a refusal of the issuer's from one of ours, and both from silence. The code says no more than a kind. */
export function whyUnredeemed(cause: unknown): Unredeemed {
  if (cause instanceof AuthorizationResponseError)
    return { refused: DECLINED.includes(cause.error) ? 'declined' : 'down', code: tidy(cause.error) }
  // A code that was used, or is too old. Anything else that the token endpoint says is about our own settings.
  if (cause instanceof ResponseBodyError) return { refused: cause.error === 'invalid_grant' ? 'stale' : 'down', code: tidy(cause.error) }
  if (cause instanceof ClientError && cause.code !== undefined)
    return { refused: UNANSWERED.includes(cause.code) ? 'down' : 'not-accepted', code: cause.code }
  return { refused: 'down', code: cause instanceof Error ? cause.name : 'unknown' }
}

/** The issuer's own word reaches the log; whoever writes the answer's address must not write the log. */
const tidy = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'unknown')
