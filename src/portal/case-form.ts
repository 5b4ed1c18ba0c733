import * as z from 'zod'
import { CASE_TYPES, CONTRACTS, TEXT } from '../../views/portal/text.ts'
import type { Entries } from './schema.ts'

export type Field = keyof Entries
/** What is wrong with what was entered, in words, by field. */
export type Complaints = Partial<Record<Field, string>>

/** In the order of the form. */
export const FIELDS: readonly Field[] = ['consumerName', 'consumerId', 'dateOfBirth', 'contract', 'caseType', 'programNumber']

export const EMPTY: Entries = { consumerName: '', consumerId: '', dateOfBirth: '', contract: '', caseType: '', programNumber: '' }

/** One line without control characters, however it was pasted. */
const line = z
  .string()
  .catch('')
  .transform((typed) =>
    typed
      .normalize('NFC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  )

/** What a browser may send. Whatever else comes is as if the field were empty. */
export const caseForm = z.object({
  ...{ consumerName: line, consumerId: line, contract: line, caseType: line, programNumber: line },
  dateOfBirth: line.transform(isoDate),
  /** Made with the form. */
  id: z.uuid().optional().catch(undefined),
  do: z.enum(['save', 'submit']).catch('save'),
})

/** `4/12/1957` and `04121957` as `1957-04-12`; anything else stays as it was typed. */
function isoDate(typed: string): string {
  const [, month = '', day = '', year = ''] =
    /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(typed) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed
}

export const LONGEST: Partial<Record<Field, number>> = { consumerName: 80, consumerId: 20, programNumber: 20 }

/**
 * Saving asks for a name, by which the case is found again, and that nothing is wrong; submitting asks for everything.
 * @param today as ISO 8601 writes it
 */
export function complaintsOf(entries: Entries, submitting: boolean, today: string): Complaints {
  const judged = FIELDS.map((field) => [field, complaintOf(field, entries[field], submitting, today)] as const)
  return Object.fromEntries(judged.filter(([, complaint]) => complaint))
}

function complaintOf(field: Field, entered: string, submitting: boolean, today: string): string | undefined {
  if (!entered) return submitting || field === 'consumerName' ? SAID.missing[field] : undefined
  const most = LONGEST[field]
  return most && entered.length > most ? SAID.tooLong(most) : WRONG[field]?.(entered, today)
}

const SAID = TEXT.form.complaints

const WRONG: Partial<Record<Field, (entered: string, today: string) => string | undefined>> = {
  dateOfBirth(entered, today) {
    if (!z.iso.date().safeParse(entered).success || entered < '1880') return SAID.noDate
    return entered > today ? SAID.notBornYet : undefined
  },
  contract: (entered) => (CONTRACTS.includes(entered) ? undefined : SAID.missing.contract),
  caseType: (entered) => (CASE_TYPES.includes(entered) ? undefined : SAID.missing.caseType),
}
