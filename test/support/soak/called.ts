import { setTimeout as wait } from 'node:timers/promises'
import type { Mailbox, Message } from '../mailbox.ts'

const BETWEEN_LOOKS = 40
const LOOKS = 25
/** From the pound key to the last words. */
const JUDGED_WITHIN = 120

/** Answers the phone and keys in what the screen shows. @returns whether that could be done */
export async function takeCall(mailbox: Mailbox, phone: string, shown: string): Promise<boolean> {
  const latest = async () => (await mailbox.messages(phone)).findLast(({ channel }) => channel === 'voice')
  const call = await latest()
  if (call?.text !== '') return false
  try {
    await mailbox.answer(call.id)
    if (!(await isAsked(latest))) {
      await mailbox.hangUp(call.id)
      return false
    }
    await mailbox.digits(call.id, `${shown}#`)
    await wait(JUDGED_WITHIN)
    return true
  } catch {
    // It rang off, or was over: they call again.
    return false
  }
}

async function isAsked(latest: () => Promise<Message | undefined>): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++, await wait(BETWEEN_LOOKS))
    if (/Key in that number/.test((await latest())?.text ?? '')) return true
  return false
}
