import { distance } from 'fastest-levenshtein'
import * as z from 'zod/mini'
import { withoutInvisible } from './invisible.ts'

export type EmailRefusal = 'missing' | 'several' | 'no-at' | 'no-domain' | 'too-long' | 'foreign-letters' | 'not-an-address'

export type ParsedEmail = { ok: true; email: string } | { ok: false; reason: EmailRefusal }

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 for the whole path. */
const LONGEST_LOCAL = 64
const LONGEST = 254

const plainAddress = z.email()

/**
 * One address, as typed but cleaned: full-width signs made plain, spaces around it and around the @ dropped, the domain in lower case.
 * Normalises first and judges afterwards, so that no sign can pass as another.
 */
export function parseEmail(typed: string): ParsedEmail {
  const text = withoutInvisible(typed.normalize('NFKC'))
    .trim()
    .replace(/^mailto:/i, '')
    .split('@')
    .map((part) => part.trim())
    .join('@')
  const reason = whyNot(text)
  if (reason) return { ok: false, reason }
  const at = text.lastIndexOf('@')
  return { ok: true, email: `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}` }
}

function whyNot(text: string): EmailRefusal | null {
  if (text === '') return 'missing'
  if (text.length > LONGEST) return 'too-long'
  if (/[,;\s]/.test(text) || text.split('@').length > 2) return text.includes('@') ? 'several' : 'no-at'
  const [local = '', domain] = text.split('@')
  if (domain === undefined) return 'no-at'
  if (!domain.includes('.') || domain.startsWith('.') || domain.endsWith('.')) return 'no-domain'
  if (local.length > LONGEST_LOCAL) return 'too-long'
  if (!/^[\x21-\x7e]*$/.test(text)) return 'foreign-letters'
  return plainAddress.safeParse(text).success ? null : 'not-an-address'
}

/** The form in which two spellings of one mailbox are the same. */
export const emailKey = (email: string): string => email.toLowerCase()

const COMMON_DOMAINS = [
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'comcast.net',
  'msn.com',
  'live.com',
  'verizon.net',
  'att.net',
  'proton.me',
]

/** Real ones that lie so near to a common one that they would be taken for a slip. */
const RIGHT_AS_THEY_ARE = ['mail.com', 'email.com', 'ymail.com', 'yahoo.ca', 'hotmail.ca', 'outlook.ca', 'hotmail.ch']

/** What the person may have meant: `lee@gmial.com` gives `lee@gmail.com`. A hint only: nothing is refused for it. */
export function likelyMeant(email: string): string | null {
  const [local, domain = ''] = email.split('@')
  if ([...COMMON_DOMAINS, ...RIGHT_AS_THEY_ARE].includes(domain)) return null
  const near = COMMON_DOMAINS.find((common) => distance(common, domain) <= (common.length > 8 ? 2 : 1) || transposed(common, domain))
  return near ? `${local}@${near}` : null
}

/** Two neighbouring letters exchanged: a slip of the fingers that edit distance counts as two. */
function transposed(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
