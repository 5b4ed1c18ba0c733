export type NpiRefusal = 'not-ten-digits' | 'check-digit'

export type ParsedNpi = { ok: true; npi: string } | { ok: false; reason: NpiRefusal }

/** The issuer that CMS puts before the number when its check digit is computed: 80 for health, 840 for the United States. */
const ISSUER = '80840'

/** A National Provider Identifier: ten digits that begin with 1 or 2, the last a check digit (45 CFR 162.406, CMS "Requirements for NPI"). */
export function parseNpi(typed: string): ParsedNpi {
  const npi = typed.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}]/gu, '')
  if (!/^[0-9]{10}$/.test(npi)) return { ok: false, reason: 'not-ten-digits' }
  return /^[12]/.test(npi) && passesLuhn(`${ISSUER}${npi}`) ? { ok: true, npi } : { ok: false, reason: 'check-digit' }
}

/** ISO/IEC 7812-1, annex B: from the right, every second digit counts double. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + weight(Number(digit), i % 2 === 1), 0)
  return sum % 10 === 0
}

const weight = (digit: number, doubled: boolean): number => (doubled ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit)
