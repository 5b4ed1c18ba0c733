/**
 * What reached somebody: mails, text messages, and calls with what was said in them.
 */
import { createArchive } from './archive.ts'
import { destination } from './destination.ts'

export interface Message {
  id: string
  channel: 'email' | 'sms' | 'voice'
  from: string
  to: string
  subject?: string
  /** For a call: what was spoken so far. */
  text: string
  html?: string
  /** ISO 8601. */
  at: string
}

export interface Mailbox {
  put(message: Message): Message
  get(id: string): Message | undefined
  /** Oldest first; everybody's without `to`. */
  list(to?: string): Message[]
  /** Changes whenever somebody looking at the mailbox would see something new. */
  version(): number
  touch(): void
  clear(to?: string): void
}

export function createMailbox(limit = 20_000): Mailbox {
  const messages = createArchive<Message>(limit)
  /** Each message with its address in the one form, so that thousands are looked through at once. */
  const addressed = new WeakMap<Message, string>()
  let version = 0
  const list = (to?: string) => {
    const asked = to === undefined ? null : destination(to)
    return messages.all().filter((message) => asked === null || addressed.get(message) === asked)
  }
  return {
    put(message) {
      version++
      addressed.set(message, destination(message.to))
      // A mail to several people is one id at the provider and one message in each mailbox.
      messages.put(messages.get(message.id) ? `${message.id}-${message.to}` : message.id, message)
      return message
    },
    get: (id) => messages.get(id),
    list,
    version: () => version,
    touch: () => void version++,
    clear(to) {
      version++
      if (to === undefined) messages.clear()
      else for (const message of list(to)) messages.remove(message.id)
    },
  }
}
