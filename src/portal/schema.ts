import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The portal's own tables. It knows a person as the subject of a session and nothing more; times are milliseconds since 1970. */

/** A request for a consumer, written by one user of the portal: saved first, then submitted. */
export const cases = sqliteTable(
  'portal_cases',
  {
    id: text().primaryKey(),
    /** Whose it is: the subject of a session. */
    subject: text().notNull(),
    caseNumber: text('case_number').notNull(),
    programNumber: text('program_number').notNull(),
    contract: text().notNull(),
    caseType: text('case_type').notNull(),
    consumerId: text('consumer_id').notNull(),
    consumerName: text('consumer_name').notNull(),
    /** A calendar date as ISO 8601 writes it, `1957-04-12`: a birthday has no time zone. */
    dateOfBirth: text('date_of_birth').notNull(),
    lastModified: integer('last_modified').notNull(),
    state: text({ enum: ['saved', 'submitted'] }).notNull(),
  },
  (t) => [index('portal_cases_of_subject').on(t.subject, t.state, t.lastModified)],
)

/** What the message center holds for a user. */
export const messages = sqliteTable(
  'portal_messages',
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    subjectLine: text('subject_line').notNull(),
    body: text().notNull(),
    at: integer().notNull(),
    readAt: integer('read_at'),
  },
  (t) => [index('portal_messages_of_subject').on(t.subject, t.readAt)],
)

export type Case = typeof cases.$inferSelect
