/** `npm run switch`: a channel is switched off, and on again: in a total outage, or against an attack. */
import type { Channel } from '../domain/challenge.ts'
import { type Switch, switchesIn } from '../storage/switches.ts'
import { inUtc, system } from '../system.ts'
import { optionsOf } from './command-line.ts'
import { runHere, withDatabase } from './operator.ts'

const USAGE = {
  command: 'npm run switch --',
  help: `npm run switch                          which channels are switched off, and why
npm run switch -- sms off "REASON"      no text is sent any more; screens offer the other ways first
npm run switch -- sms on                texts are sent again

  The channels are email, sms and voice. A change holds from the next request on. Messages that wait meanwhile
  leave when their channel is on again, unless their codes have expired.

  DATABASE_URL, DATABASE_AUTH_TOKEN   as the application has them. Those of npm run dev stand in .dev.vars:
  node --env-file=.dev.vars src/cli/switch.ts`,
}

const CHANNELS: readonly Channel[] = ['email', 'sms', 'voice']

type Wish = { to: 'list' } | { to: 'on'; channel: Channel } | { to: 'off'; channel: Channel; reason: string }

/** @throws Error a sentence that says what is missing */
export function wishOf(words: readonly string[]): Wish {
  const [name, to, reason = '', ...more] = words
  if (name === undefined) return { to: 'list' }
  const channel = CHANNELS.find((known) => known === name)
  if (!channel) throw new Error(`There is no channel ${name}. ${USAGE.command} --help lists what there is.`)
  if (more.length) throw new Error('Put the reason in quotation marks.')
  if (to === 'on' && !reason) return { to, channel }
  if (to !== 'off') throw new Error(`Say "${name} on", or "${name} off" and why.`)
  if (!reason.trim())
    throw new Error(`Say why, for whoever finds ${name} switched off: ${USAGE.command} ${name} off "no texts arrive since 10:02"`)
  return { to, channel, reason: reason.trim() }
}

export const switchList = (off: readonly Switch[]): string =>
  off.length
    ? off.map(({ channel, reason, since }) => `${channel} is off since ${inUtc(since)}: ${reason}`).join('\n')
    : 'Every channel is on.'

async function switched(words: readonly string[]): Promise<string> {
  if (words[0]?.startsWith('-')) optionsOf(USAGE, {}, words)
  const wish = wishOf(words)
  return withDatabase(async (database) => {
    const switches = switchesIn(database)
    if (wish.to === 'off') return switchList(await switches.off(wish.channel, wish.reason, system.now()))
    return switchList(wish.to === 'on' ? await switches.on(wish.channel) : await switches.list())
  })
}

await runHere(import.meta.filename, () => switched(process.argv.slice(2)))
