/**
 * What reached somebody: mails, text messages, and calls with what was said in them.
 */
import { createArchive } from './archive.ts'

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

export function createMailbox(limit = 10_000): Mailbox {
  const messages = createArchive<Message>(limit)
  let version = 0
  const list = (to?: string) => messages.all().filter((message) => to === undefined || sameDestination(message.to, to))
  return {
    put(message) {
      version++
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

/** Compares addresses without case and numbers as they arrive in a query string, where a bare plus sign reads as a space. */
export const sameDestination = (left: string, right: string) => destination(left) === destination(right)

const destination = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?=\d{7,15}$)/, '+')
