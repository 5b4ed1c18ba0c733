import { withoutInvisible } from './invisible.ts'

/** The form a username is looked up in: `John`, `JOHN` and full-width `ｊｏｈｎ ` are one person. */
export const usernameKey = (typed: string): string => withoutInvisible(typed.normalize('NFKC')).trim().toLowerCase()
