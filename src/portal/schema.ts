import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The portal's own tables. It knows a person as the `sub` of a pass and nothing more; times are milliseconds since 1970. */

/** A request for a consumer, written by one user of the portal: saved first, then submitted. What is not known yet is empty. */
export const cases = sqliteTable(
  'cases',
  {
    /** Whose it is. */
    subject: text().notNull(),
    /** Made with the form, so that a form that is sent twice is one case. It names a case of this person only. */
    id: text().notNull(),
    caseNumber: text().notNull(),
    programNumber: text().notNull(),
    contract: text().notNull(),
    caseType: text().notNull(),
    consumerId: text().notNull(),
    consumerName: text().notNull(),
    /** A calendar date as ISO 8601 writes it, `1957-04-12`: a birthday has no time zone. */
    dateOfBirth: text().notNull(),
    lastModified: integer().notNull(),
    state: text({ enum: ['saved', 'submitted'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.id] }), index('cases_of_subject').on(t.subject, t.lastModified)],
)

/** What the message center holds for a user. */
export const messages = sqliteTable(
  'messages',
  {
    subject: text().notNull(),
    id: text().notNull(),
    subjectLine: text().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
    readAt: integer(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.id] })],
)

export type Case = typeof cases.$inferSelect
export type Message = typeof messages.$inferSelect

/** What a person enters of a case; the rest is the portal's to know. */
export type Entries = Omit<Case, 'subject' | 'id' | 'caseNumber' | 'lastModified' | 'state'>
