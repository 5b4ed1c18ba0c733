import { zValidator } from '@hono/zod-validator'
import * as z from 'zod'
import { text } from '../../views/text.ts'
import { showFault } from './answers.tsx'
import type { AppContext } from './context.ts'

/** What a browser may send. The domain judges what it means: a malformed code is simply a wrong code. */
const line = (most: number) => z.string().max(most)
// Lone surrogates and NUL can't come from a keyboard, and hashing libraries disagree about them.
const secretLine = z
  .string()
  .max(1024)
  .refine((text) => text.isWellFormed() && !text.includes('\0'))

export const loginForm = z.object({ username: line(256), password: secretLine })
export const methodForm = z.object({ method: z.enum(['phone', 'email']).nullable().catch(null) })
export const emailForm = z.object({ email: line(1024) })
export const codeForm = z.object({ code: line(64) })
export const passwordForm = z.object({ password: secretLine, again: secretLine })
export const phoneForm = z.object({ country: line(2), number: line(64), channel: z.enum(['sms', 'voice']).catch('sms') })
/** After a call there is no code to type. */
export const phoneCodeForm = z.object({ code: line(64).nullable().catch(null) })

/** Parses a form; what no browser would send of our forms is a 400. */
export const form = <T extends z.ZodType>(schema: T) =>
  zValidator('form', schema, (parsed, c) => {
    if (parsed.success) return
    return showFault(c as unknown as AppContext, { ...text.faults.misshapen, href: '/auth/register' }, 400)
  })
