/**
 * Numbers and addresses that fail on purpose. Every other one works.
 *
 * A number is chosen by its last seven digits, in any area code: +1 202 555 0140, +1 312 555 0140, …
 * An address is chosen by what stands before the @, at any domain: bounce@example.com, bounce@clinic.test, …
 */
export type SmsFate =
  | { kind: 'delivered' | 'slow' }
  /** Refused in the answer to the request. */
  | { kind: 'refused'; code: '40001' | '40300' | '40310' | '10007' | '10011' }
  /** Accepted, and reported later by `message.finalized`. */
  | { kind: 'failed'; code: '40001' | '40008' }

export type CallFate =
  | { kind: 'rings' | 'busy' | 'voicemail' | 'unanswered' | 'declined' | 'slow' | 'not-found' | 'switchboard' }
  | { kind: 'refused'; code: '10007' | '10011' }

export type LineFate =
  | { kind: 'line'; type: 'mobile' | 'fixed line' | 'voip' | 'pager' | 'premium rate' }
  | { kind: 'refused'; code: '10007' | '10011' }

export type MailFate =
  | { kind: 'delivered' | 'slow' | 'bounced' | 'returned' | 'suppressed' | 'complained' }
  | { kind: 'refused'; status: 422 | 429 | 500 }

export const NUMBERS: readonly { ending: string; is: string; sms: SmsFate; call: CallFate; line?: LineFate }[] = [
  {
    ending: '5550140',
    is: 'a landline, as a look-up says: the text message is refused (40001)',
    sms: { kind: 'refused', code: '40001' },
    call: { kind: 'rings' },
    line: { kind: 'line', type: 'fixed line' },
  },
  {
    ending: '5550141',
    is: 'a landline found out on the way: delivery fails (40001)',
    sms: { kind: 'failed', code: '40001' },
    call: { kind: 'rings' },
  },
  {
    ending: '5550142',
    is: 'sent STOP: the text message is refused (40300)',
    sms: { kind: 'refused', code: '40300' },
    call: { kind: 'rings' },
  },
  {
    ending: '5550143',
    is: 'unreachable: delivery fails (40008), the call is not answered',
    sms: { kind: 'failed', code: '40008' },
    call: { kind: 'unanswered' },
  },
  {
    ending: '5550144',
    is: 'not in service: the text message is refused (40310), the call is not found',
    sms: { kind: 'refused', code: '40310' },
    call: { kind: 'not-found' },
  },
  {
    ending: '5550145',
    is: 'of premium rate, as only a look-up says',
    sms: { kind: 'delivered' },
    call: { kind: 'rings' },
    line: { kind: 'line', type: 'premium rate' },
  },
  {
    ending: '5550146',
    is: 'a pager, as only a look-up says',
    sms: { kind: 'delivered' },
    call: { kind: 'rings' },
    line: { kind: 'line', type: 'pager' },
  },
  {
    ending: '5550148',
    is: 'a desk of a hospital: voice over IP',
    sms: { kind: 'delivered' },
    call: { kind: 'rings' },
    line: { kind: 'line', type: 'voip' },
  },
  {
    ending: '5550149',
    is: 'like any other, but the look-up is in trouble (500)',
    sms: { kind: 'delivered' },
    call: { kind: 'rings' },
    line: { kind: 'refused', code: '10007' },
  },
  { ending: '5550150', is: 'always busy', sms: { kind: 'delivered' }, call: { kind: 'busy' } },
  { ending: '5550151', is: 'straight to voicemail', sms: { kind: 'delivered' }, call: { kind: 'voicemail' } },
  { ending: '5550152', is: 'never answered', sms: { kind: 'delivered' }, call: { kind: 'unanswered' } },
  { ending: '5550153', is: 'declines every call', sms: { kind: 'delivered' }, call: { kind: 'declined' } },
  { ending: '5550154', is: 'slow: text messages arrive late, calls ring late', sms: { kind: 'slow' }, call: { kind: 'slow' } },
  {
    ending: '5550155',
    is: 'a switchboard: it answers by itself, and extension 4520 rings once its digits were dialled; others reach the front desk',
    sms: { kind: 'refused', code: '40001' },
    call: { kind: 'switchboard' },
  },
  { ending: '5550158', is: 'too many requests (429)', sms: { kind: 'refused', code: '10011' }, call: { kind: 'refused', code: '10011' } },
  {
    ending: '5550159',
    is: 'the provider is in trouble (500)',
    sms: { kind: 'refused', code: '10007' },
    call: { kind: 'refused', code: '10007' },
  },
]

export const ADDRESSES: readonly { local: string; is: string; mail: MailFate }[] = [
  { local: 'bounce', is: 'does not exist: the mail bounces', mail: { kind: 'bounced' } },
  { local: 'full', is: 'has no room: the mail comes back', mail: { kind: 'returned' } },
  { local: 'suppressed', is: 'bounced before: the provider does not try', mail: { kind: 'suppressed' } },
  { local: 'complain', is: 'receives the mail and reports it as spam', mail: { kind: 'complained' } },
  { local: 'slow', is: 'delivery is delayed', mail: { kind: 'slow' } },
  { local: 'invalid', is: 'refused as an invalid address (422)', mail: { kind: 'refused', status: 422 } },
  { local: 'limited', is: 'too many requests (429)', mail: { kind: 'refused', status: 429 } },
  { local: 'down', is: 'the provider is in trouble (500)', mail: { kind: 'refused', status: 500 } },
]

const numberOf = (to: string) => NUMBERS.find(({ ending }) => /^\+1\d{10}$/.test(to) && to.endsWith(ending))

export const smsFate = (to: string): SmsFate => numberOf(to)?.sms ?? { kind: 'delivered' }
export const callFate = (to: string): CallFate => numberOf(to)?.call ?? { kind: 'rings' }
export const lineFate = (to: string): LineFate => numberOf(to)?.line ?? { kind: 'line', type: 'mobile' }
export const mailFate = (to: string): MailFate =>
  ADDRESSES.find(({ local }) => to.toLowerCase().startsWith(`${local}@`))?.mail ?? { kind: 'delivered' }
