import { type Letter, letter } from './letter.tsx'
import type { Sender } from './sender.ts'

type Alarm = { kind: string; subject: string; hour: string; count: number }

/** To the operators: what stopped messages within an hour, or is about to. It names no person and no whole number. */
export const alarmLetter = (sender: Sender, { alarms }: { alarms: readonly Alarm[] }): Promise<Letter> =>
  letter(sender.language, `${sender.brandName}: ${alarms.length === 1 ? 'an alarm' : `${alarms.length} alarms`}`, [
    ...alarms.map((alarm) => `${alarm.hour}:00 UTC. ${sentence(alarm)}`),
    'What became of the messages: npm run deliveries. To switch a channel off, or on again: npm run switch.',
  ])

function sentence({ kind, subject, count }: Alarm): string {
  const held = count === 1 ? 'A message was' : `${count} messages were`
  switch (kind) {
    case 'prefix':
      return `${held} held back to numbers that begin with +${subject}: too many codes to such numbers were never entered. Somebody may be pumping them.`
    case 'country':
      return `${held} held back to numbers in ${subject}: too many codes there were never entered. Texts may not arrive there, or somebody is pumping them.`
    case 'spend':
      return `${held} held back: the money for a day is spent (SPEND_PER_DAY). Mail goes on; texts and calls begin again at midnight UTC.`
    case 'spend-near':
      return 'Four fifths of the money for a day are spent (SPEND_PER_DAY). When all of it is, texts and calls stop until midnight UTC.'
    case 'day':
      return `${held} held back by ${subject}: the messages of a day are used up (MESSAGES_PER_DAY, CALLS_PER_DAY).`
    case 'provider':
      return `${subject} does not answer, and is left alone for now.`
    default:
      return `${kind}: ${subject}, ${count}.`
  }
}
