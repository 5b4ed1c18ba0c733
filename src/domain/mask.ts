import { maskExtension } from './extension.ts'

/** `dana.reyes@clinic.example` as `d•••@clinic.example`: enough to recognise, too little to learn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}

/**
 * `+12025550123` as `••• ••• 0123`, or `••• ••• 0123, extension …20`. No line ends at a space of this kind: half a number is nobody's. The
 * last four digits are enough.
 */
export const maskPhone = (e164: string, extension: string | null = null): string =>
  `•••\u00a0•••\u00a0${e164.slice(-4)}${extension === null ? '' : `, extension\u00a0${maskExtension(extension)}`}`

/** `+12025550100` as `+1 202-555-0100`; of other countries, whose groups differ, as it is dialled. */
export const asWritten = (e164: string): string => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3')
