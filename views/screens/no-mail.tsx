import { type Delivery, neverArrived } from '../../src/domain/delivery.ts'
import { Note } from '../step.tsx'
import { text } from '../text.ts'

type Why = keyof typeof text.noMail

/** Why a mail never came; null where it may have. */
export function whyNoMail(delivery: Delivery | null): Why | null {
  if (!delivery || !neverArrived(delivery)) return null
  const { state, detail } = delivery
  if (detail === 'invalid-address') return state === 'failed' ? 'bounced' : 'invalid'
  if (detail === 'returned') return 'returned'
  // Refused for our account's sake, it tells nothing of the address.
  return state === 'refused' && detail !== 'other' ? 'suppressed' : 'late'
}

/** @param elsewhere what helps where the address can't be changed */
export const NoMail = ({ why, elsewhere }: { why: Why; elsewhere?: string }) => {
  const [happened, next] = text.noMail[why]
  return <Note kind="bad">{`${happened} ${why === 'late' ? next : (elsewhere ?? next)}`}</Note>
}
