/** Kinds of values that more than one file of settings knows. */
import * as z from 'zod/mini'

export const matching = (pattern: RegExp, complaint: string) => z.string().check(z.regex(pattern, complaint))

/** Where a provider answers. */
export const carrier = z.url('must be an address such as https://api.example.com')

export const secret = z.string().check(z.minLength(32, 'needs at least 32 characters; make one with `openssl rand -base64 32`'))

/** `a, b`, with or without spaces. */
export const list = z.pipe(
  z.string(),
  z.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
)

/** @param none what is said of a list that holds nothing */
export const listOf = (each: z.ZodMiniString<string>, none: string) => z.pipe(list, z.array(each).check(z.minLength(1, none)))

/** One complaint, whatever is wrong with the number. */
export const whole = (complaint: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number(complaint).check(z.int(complaint), z.gte(least, complaint), z.lte(most, complaint))

/** What the reader makes of a value; what it throws is the complaint. */
export const read = <T extends z.ZodMiniType, Out>(from: T, reader: (value: z.output<T>) => Out) =>
  z.pipe(
    from,
    z.transform((input: z.output<T>, { issues }): Out => {
      try {
        return reader(input)
      } catch (cause) {
        issues.push({ code: 'custom', input, message: cause instanceof Error ? cause.message : 'can’t be read' })
        return z.NEVER
      }
    }),
  )

export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
