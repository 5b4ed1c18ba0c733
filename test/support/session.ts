import type { Cookies } from './cookies.ts'
import type { Traveller } from './journey.ts'
import { post } from './post.ts'
import { rows } from './rows.ts'

/** What a page is told of its session; times in seconds since 1970. */
export interface Told {
  subject: string
  amr: string[]
  authTime: number
  now: number
  warnAt: number
  idleEndsAt: number
  endsAt: number
  token: string
}

type Holder = Pick<Traveller, 'stack' | 'person' | 'visitor'>

export const ask = ({ visitor }: Holder) => visitor.send('/auth/session')

export const told = async (who: Holder): Promise<Told> => JSON.parse((await ask(who)).text)

/** Extends the session as the script does, with the token of the page at hand. */
export const extend = ({ visitor }: Holder, more: Parameters<typeof post>[3] = {}) => post(visitor, '/auth/session/extend', {}, more)

const MINE = 'account_id = (select id from accounts where username = ?)'

/** The latest session of somebody, as its row has it. */
export async function sessionRow({ stack, person }: Pick<Holder, 'stack' | 'person'>) {
  const [row] = await rows(stack, `select * from sessions where ${MINE} order by created_at desc limit 1`, person.username)
  return { seenAt: Number(row?.seen_at), endsAt: Number(row?.expires_at), createdAt: Number(row?.created_at) }
}

/** Lets so many seconds pass without a page, for every session of somebody. They are more than a pass lasts. */
export async function idleFor(
  { stack, person, visitor }: Pick<Holder, 'stack' | 'person'> & Partial<Holder>,
  seconds: number,
): Promise<void> {
  if (visitor) passRunsOut(visitor.cookies)
  await rows(stack, `update sessions set seen_at = seen_at - ? where ${MINE}`, seconds * 1000, person.username)
}

/** What a minute does to the pass that a browser holds. */
export const passRunsOut = (cookies: Cookies): void => cookies.delete('latchkey-pass')

/** Lets the end that nothing moves come, in so many seconds from now. */
export async function endsIn({ stack, person }: Pick<Holder, 'stack' | 'person'>, seconds: number): Promise<void> {
  await rows(stack, `update sessions set expires_at = ? where ${MINE}`, Date.now() + seconds * 1000, person.username)
}

/** As if somebody had logged in so many seconds earlier. */
export async function loggedInBefore({ stack, person }: Pick<Holder, 'stack' | 'person'>, seconds: number): Promise<void> {
  const by = seconds * 1000
  await rows(stack, `update sessions set created_at = created_at - ?, expires_at = expires_at - ? where ${MINE}`, by, by, person.username)
}
