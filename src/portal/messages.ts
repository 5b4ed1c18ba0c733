import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Database } from './database.ts'
import { type Message, messages } from './schema.ts'

export const MESSAGES_SHOWN = 100

const one = (subject: string, id: string) => and(eq(messages.subject, subject), eq(messages.id, id))

/** The latest first, at most `MESSAGES_SHOWN`. */
export const messagesOf = (database: Database, subject: string): Promise<Message[]> =>
  database.select().from(messages).where(eq(messages.subject, subject)).orderBy(desc(messages.at)).limit(MESSAGES_SHOWN)

export const findMessage = async (database: Database, subject: string, id: string): Promise<Message | null> =>
  (await database.select().from(messages).where(one(subject, id)))[0] ?? null

/** A second time changes nothing. */
export async function markRead(database: Database, subject: string, id: string, now: number): Promise<void> {
  await database
    .update(messages)
    .set({ readAt: now })
    .where(and(one(subject, id), isNull(messages.readAt)))
}
