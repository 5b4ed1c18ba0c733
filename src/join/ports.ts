import type { WantedName } from '../domain/username.ts'
import type { Visit } from '../journey/ports.ts'
import type { FlowRecord } from '../registration/ports.ts'
import type { Keyring } from '../system.ts'

/** Somebody with a facility's code, who has no login yet. */
export type Newcomer = {
  accountId: string
  codeId: string
  wanted: WantedName
  name: string
  email: string
  npi: string | null
  flow: { id: string; secretHash: string }
}

export interface Joins {
  /**
   * Takes one use of the code and opens a registration, or finds the one that the same form has opened. The username is not looked at:
   * the answer tells nothing of who there is.
   * @returns null where the code can't be used, or the client has tried too many
   */
  open(visit: Visit, newcomer: Newcomer): Promise<FlowRecord | null>
}

/** All that joining speaks to. */
export type Joining = { joins: Joins; keys: Keyring; id(): string }
