/**
 * What `POST /emails` takes: https://resend.com/docs/api-reference/emails/send-email
 */
import * as z from 'zod'

const FORM = 'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'

/** The bare address of `Name <address>`. */
export const bareAddress = (text: string) => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim()

const address = z.string(FORM).refine((text) => /^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;.]+$/.test(bareAddress(text)), FORM)
const addresses = z.union([address.transform((one) => [one]), z.array(address).min(1, FORM).max(50, 'At most 50 recipients.')], FORM)

export const emailFields = z
  .strictObject({
    from: address,
    to: addresses,
    subject: z.string(),
    text: z.string().optional(),
    html: z.string().optional(),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    reply_to: addresses.optional(),
    headers: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.strictObject({ name: tagText(), value: tagText() })).optional(),
    /** Taken, and not shown: nothing here sends files. */
    attachments: z.array(z.looseObject({ filename: z.string().optional() })).optional(),
    // Known to Resend and not simulated: a stand-in that said yes would deliver something else than asked.
    template: z.undefined('The carrier stand-in has no templates.').optional(),
    scheduled_at: z.undefined('The carrier stand-in sends at once.').optional(),
    topic_id: z.null('The carrier stand-in has no topics.').optional(),
  })
  .refine((email) => email.text !== undefined || email.html !== undefined, { path: ['html` or `text'] })

function tagText() {
  return z.string().regex(/^[\w-]{1,256}$/, 'Tags should only contain ASCII letters, numbers, underscores, or dashes.')
}

export type EmailFields = z.output<typeof emailFields>
