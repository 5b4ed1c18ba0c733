/** What kind of line a number is, in Telnyx's words with hyphens; what each may get. */
export const LINES = [
  'mobile',
  'fixed-line',
  'fixed-line-or-mobile',
  'voip',
  'unknown',
  'pager',
  'voicemail',
  'premium-rate',
  'shared-cost',
  'toll-free',
  'uan',
  'personal-number',
] as const
export type Line = (typeof LINES)[number]

/** What a line can take: texts and calls, calls alone, or nothing of ours. */
export type LinePolicy = 'texts-and-calls' | 'calls-only' | 'nothing'

/**
 * J06. Desks of hospitals are voice over IP, and their numbers say so: they get texts and calls unless the installation refuses them.
 * Of what nobody knows the budgets take care. The rest reaches no person, or costs somebody more than a call.
 */
const POLICIES: Record<Line, LinePolicy> = {
  mobile: 'texts-and-calls',
  'fixed-line-or-mobile': 'texts-and-calls',
  voip: 'texts-and-calls',
  unknown: 'texts-and-calls',
  'fixed-line': 'calls-only',
  pager: 'nothing',
  voicemail: 'nothing',
  'premium-rate': 'nothing',
  'shared-cost': 'nothing',
  'toll-free': 'nothing',
  uan: 'nothing',
  'personal-number': 'nothing',
}

/** @param refused kinds that this installation refuses besides */
export const policyOf = (line: Line, refused: readonly Line[]): LinePolicy => (refused.includes(line) ? 'nothing' : POLICIES[line])

/** A kind as it was told or kept; a word that nobody knows is `unknown`. */
export const lineNamed = (name: string | null | undefined): Line =>
  LINES.find((line) => line === name?.trim().toLowerCase().replaceAll(' ', '-')) ?? 'unknown'
