import type { Channel, Purpose } from '../../src/domain/challenge.ts'
import { cancelCodeOf, cancelDigest, codeDigest, codeDigests } from '../../src/domain/code.ts'
import { usernameKey } from '../../src/domain/username.ts'
import { nextSecret } from '../../src/journey/outcome.ts'
import type { LoginMoved } from '../../src/login/ports.ts'
import { system } from '../../src/system.ts'
import type { Entrance } from './entrance.ts'
import type { House } from './house.ts'
import { freshPhone } from './passage.ts'

/** What a lost phone asks of the storage; each is a request of its own, and a cookie that a step replaces is kept. */

const messageOf = (who: Entrance, purpose: Purpose, channel: Channel) => {
  const challengeId = system.id()
  const digests = codeDigests(who.house.keys, who.ticket.id, purpose, challengeId)
  return { deliveryId: system.id(), channel, challengeId, digests }
}

function kept(who: Entrance, moved: LoginMoved): LoginMoved {
  const { id } = who.ticket
  if (moved.record?.moved) who.ticket = { id, secret: nextSecret(who.house.keys, who.ticket) }
  return moved
}

export const losePhone = (who: Entrance): Promise<LoginMoved> =>
  who.house.requests.losePhone(who.visit(), messageOf(who, 'replacement-email', 'email'))

/** @param code without one, that of the latest mail */
export async function proveMailbox(who: Entrance, code?: string): Promise<LoginMoved> {
  const { keys, requests } = who.house
  const id = system.id()
  const digest = codeDigest(keys, who.ticket.id, 'replacement-email', code ?? (await who.code()))
  const request = { id, cancelDigest: cancelDigest(keys, cancelCodeOf(keys, id)), deliveryId: system.id() }
  return kept(who, await requests.proveMailbox(who.visit(), digest, request))
}

export const giveNewPhone = (who: Entrance, number = freshPhone(), channel: 'sms' | 'voice' = 'sms'): Promise<LoginMoved> =>
  who.house.requests.givePhone(who.visit(), {
    ...messageOf(who, 'replacement-phone', channel),
    destination: number,
    destinationKey: who.house.keys.digest('destination', number),
    ...{ extension: null, country: 'US' },
  })

export const changeNewPhone = (who: Entrance): Promise<LoginMoved> => who.house.requests.changePhone(who.visit())

/** @param code null after a call */
export async function replacePhone(who: Entrance, code?: string | null): Promise<LoginMoved> {
  const { keys, requests } = who.house
  const digest = code === null ? null : codeDigest(keys, who.ticket.id, 'replacement-phone', code ?? (await who.code()))
  return requests.replacePhone(who.visit(), digest, who.session())
}

/** Types a name and a code where a request is cancelled. */
export const cancelWith = (house: House, username: string, code: string, network = 'a network') =>
  house.requests.cancel(house.visit(network), {
    ...{ key: usernameKey(username), digest: cancelDigest(house.keys, code), deliveryId: system.id() },
  })

/** The code that the messages about the account's latest request carry. */
export async function cancelCode(house: House, account: string): Promise<string> {
  const [row] = await house.rows('select id from phone_requests where account_id = ? order by rowid desc limit 1', account)
  return cancelCodeOf(house.keys, String(row?.id))
}

/** As if the requests of the account had been made so much earlier. */
export const ages = ({ house, account }: Entrance, by: number) =>
  house.rows('update phone_requests set created_at = created_at - ? where account_id = ?', by, account)
