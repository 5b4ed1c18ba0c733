import { joinFlowId } from '../domain/flow.ts'
import { type Entries, readEntries, type TypedEntries } from '../domain/newcomer.ts'
import type { Refusal } from '../domain/refusal.ts'
import { registrationCodeId } from '../domain/registration-code.ts'
import { wantedName } from '../domain/username.ts'
import type { Ticket, Visit } from '../journey/ports.ts'
import type { FlowRecord } from '../registration/ports.ts'
import { fingerprint } from '../system.ts'

import type { Joining, Newcomer } from './ports.ts'

export type Joined = { to: 'flow'; ticket: Ticket; record: FlowRecord } | { to: 'stay'; refused: Refusal[] }

const ID_LENGTH = 22

/**
 * "Register here": a facility's code lets somebody in who was not imported. What follows are the steps of the registration.
 * @param preSession the browser's secret from before: account and flow follow from it, so that a double click takes one use of the code
 */
export async function join(deps: Joining, visit: Visit, preSession: string, typed: TypedEntries): Promise<Joined> {
  const read = readEntries(typed)
  if (!read.ok) return { to: 'stay', refused: read.refused }
  const { secret, newcomer } = newcomerOf(deps, preSession, read.entries)
  const record = await deps.joins.open(visit, newcomer)
  if (!record) return { to: 'stay', refused: [{ reason: 'registration-code' }] }
  return { to: 'flow', ticket: { id: record.flow.id, secret }, record }
}

function newcomerOf(deps: Joining, preSession: string, entries: Entries): { secret: string; newcomer: Newcomer } {
  const { code, name, email, npi, username } = entries
  const accountId = deps.keys.digest('join-account', preSession, code, username, name, email, npi ?? '').slice(0, ID_LENGTH)
  const secret = deps.keys.digest('flow-secret', preSession, accountId)
  const wanted = wantedName(deps.keys, username)
  const flow = { id: joinFlowId(deps.id()), secretHash: fingerprint(secret) }
  return { secret, newcomer: { accountId, codeId: registrationCodeId(deps.keys, code), wanted, name, email, npi, flow } }
}
