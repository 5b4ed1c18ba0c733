import { zValidator } from '@hono/zod-validator'
import * as z from 'zod/mini'
import { text } from '../../views/text.ts'
import { showFault } from './answers.tsx'
import type { AppContext } from './context.ts'

/** What a browser may send. The domain judges what it means: a malformed code is simply a wrong code. */
const line = (most: number) => z.string().check(z.maxLength(most))
// Lone surrogates and NUL can't come from a keyboard, and hashing libraries disagree about them.
const secretLine = z.string().check(
  z.maxLength(1024),
  z.refine((text) => text.isWellFormed() && !text.includes('\0')),
)

export const loginForm = z.object({ username: line(256), password: secretLine })
const kind = z.enum(['phone', 'email'])
const orNull = <T extends z.ZodMiniType>(schema: T) => z.catch(z.nullable(schema), null)
/** What a portal asks of a session; nonsense asks for nothing of its kind. `max_age` in seconds. */
export const demandQuery = z.pipe(
  z.object({
    max_age: orNull(z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.transform(Number))),
    method: orNull(kind),
  }),
  z.transform(({ max_age: maxAge, method }) => ({ maxAge, method })),
)

export const userForm = z.extend(loginForm, { remember: z.catch(z.optional(z.literal('yes')), undefined) })
export const sendCodeForm = z.object({ way: z.catch(line(64), ''), channel: z.catch(z.enum(['sms', 'voice', 'email']), 'sms') })
export const newCodeForm = z.object({ channel: z.catch(z.enum(['sms', 'email']), 'sms') })
export const otherWayForm = z.object({ kind: z.catch(kind, 'phone') })

export const methodForm = z.object({ method: orNull(kind) })
export const nameForm = z.object({ username: line(256) })
export const emailForm = z.object({ email: line(1024) })
export const codeForm = z.object({ code: line(64) })
export const passwordForm = z.object({ password: secretLine, again: secretLine, username: z.catch(line(256), '') })
export const joinForm = z.object({
  registrationCode: line(64),
  firstName: line(256),
  lastName: line(256),
  email: line(1024),
  npi: z.catch(line(64), ''),
  username: line(256),
})
export const phoneForm = z.object({
  country: line(2),
  number: line(64),
  extension: z.catch(line(64), ''),
  channel: z.catch(z.enum(['sms', 'voice']), 'sms'),
})
export const cancelRequestForm = z.object({ username: line(256), code: line(64) })
/** After a call there is no code to type. */
export const phoneCodeForm = z.object({ code: orNull(line(64)) })

/** Parses a form; what no browser would send of our forms is a 400. */
export const form = <T extends z.ZodMiniType>(schema: T) =>
  zValidator('form', schema, (parsed, c) => {
    if (parsed.success) return
    return showFault(c as unknown as AppContext, { ...text.faults.misshapen, href: c.req.path }, 400)
  })
