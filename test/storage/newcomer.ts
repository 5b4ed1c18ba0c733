import { makeCode } from '../../src/cli/registration-codes.ts'
import { joinFlowId } from '../../src/domain/flow.ts'
import { inGroups, registrationCodeId } from '../../src/domain/registration-code.ts'
import { wantedName } from '../../src/domain/username.ts'
import type { Newcomer } from '../../src/join/ports.ts'
import type { FlowRecord } from '../../src/registration/ports.ts'
import { joinsIn } from '../../src/storage/joins.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type House, SECRET_KEY } from './house.ts'
import { freshEmail, Passage } from './passage.ts'

export const FACILITY = 'Harbor View Care Center'
/** More than any test tries, but for those that try too many. */
export const GUESSES = 20

/** A code of the facility, as it is handed on. Its days are counted from the house's own time. */
export async function codeOf(house: House, uses = 5, days = 30): Promise<string> {
  const { code } = await makeCode(house.database, SECRET_KEY, { facility: FACILITY, uses, forDays: days })
  await house.rows('update registration_codes set expires_at = ? where id = ?', house.now + days * 86_400_000, idOf(house, code))
  return inGroups(code)
}

const idOf = (house: House, code: string) => registrationCodeId(house.keys, code.replaceAll('-', ''))

export async function usesLeft(house: House, code: string): Promise<number> {
  const [row] = await house.rows('select uses_left from registration_codes where id = ?', idOf(house, code))
  return Number(row?.uses_left)
}

/** Somebody with a code, who asks for a username. */
export function newcomer(house: House, code: string, username: string, email = freshEmail()): Newcomer & { secret: string } {
  const secret = system.secret()
  return {
    accountId: system.id(),
    codeId: idOf(house, code),
    wanted: wantedName(house.keys, username),
    name: 'Nora Quist',
    email,
    npi: '1234567893',
    flow: { id: joinFlowId(system.id()), secretHash: fingerprint(secret) },
    secret,
  }
}

export const openJoin = (house: House, who: Newcomer, network?: string): Promise<FlowRecord | null> =>
  joinsIn(house.database, GUESSES).open(house.visit(network), who)

/** Somebody who joined, on the way through the registration. */
export async function joined(house: House, code: string, username: string, email?: string): Promise<Passage> {
  const who = newcomer(house, code, username, email)
  const record = await openJoin(house, who)
  if (!record) throw new Error('the code was refused')
  const passage = new Passage(house, who.accountId)
  passage.ticket = { id: record.flow.id, secret: who.secret }
  passage.wanted = who.wanted
  return passage
}
