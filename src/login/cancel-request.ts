import { cancelDigest } from '../domain/code.ts'
import { usernameKey } from '../domain/username.ts'
import type { Visit } from '../journey/ports.ts'
import type { LogIn } from './ports.ts'

/**
 * By the code from any message about the request, without a password: whoever was told may object.
 * @returns false where it was not cancelled, for whatever reason: no stranger learns whose phone was lost
 */
export async function cancelPhoneRequest(deps: LogIn, visit: Visit, typed: { username: string; code: string }): Promise<boolean> {
  const { cancelled, told } = await deps.requests.cancel(visit, {
    ...{ key: usernameKey(typed.username), digest: cancelDigest(deps.keys, typed.code), deliveryId: deps.id() },
  })
  for (const message of told) void deps.post(message)
  return cancelled
}
