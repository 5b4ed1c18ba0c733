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
const kind = z.enum(['phone', 'email'])
/** What a portal asks of a session; nonsense asks for nothing of its kind. `max_age` in seconds. */
export const demandQuery = z
  .object({
    max_age: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number)
      .nullable()
      .catch(null),
    method: kind.nullable().catch(null),
  })
  .transform(({ max_age: maxAge, method }) => ({ maxAge, method }))
const codeText = line(64).nullable().catch(null)

export const userForm = loginForm.extend({ remember: z.literal('yes').optional().catch(undefined) })
export const sendCodeForm = z.object({ way: line(64).catch(''), channel: z.enum(['sms', 'voice', 'email']).catch('sms') })
export const newCodeForm = z.object({ channel: z.enum(['sms', 'email']).catch('sms') })
export const otherWayForm = z.object({ kind: kind.catch('phone') })

export const methodForm = z.object({ method: kind.nullable().catch(null) })
export const nameForm = z.object({ username: line(256) })
export const emailForm = z.object({ email: line(1024) })
export const codeForm = z.object({ code: line(64) })
export const passwordForm = z.object({ password: secretLine, again: secretLine, username: line(256).catch('') })
export const joinForm = z.object({
  registrationCode: line(64),
  firstName: line(256),
  lastName: line(256),
  email: line(1024),
  npi: line(64).catch(''),
  username: line(256),
})
export const phoneForm = z.object({ country: line(2), number: line(64), channel: z.enum(['sms', 'voice']).catch('sms') })
export const cancelRequestForm = z.object({ username: line(256), code: line(64) })
/** After a call there is no code to type. */
export const phoneCodeForm = z.object({ code: codeText })

/** Parses a form; what no browser would send of our forms is a 400. */
export const form = <T extends z.ZodType>(schema: T) =>
  zValidator('form', schema, (parsed, c) => {
    if (parsed.success) return
    return showFault(c as unknown as AppContext, { ...text.faults.misshapen, href: c.req.path }, 400)
  })
