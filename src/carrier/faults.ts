/**
 * Faults that a test programs: for the next requests or webhooks, of one provider, perhaps of one destination.
 */
import * as z from 'zod'
import { sameDestination } from './destination.ts'
import type { Provider } from './requests.ts'

export const faultFields = z
  .strictObject({
    provider: z.enum(['resend', 'sendgrid', 'telnyx', 'telnyx-2']),
    times: z.int().positive().default(1),
    /** Only this destination. */
    to: z.string().optional(),
    /** Only requests whose path begins so, for example `/v2/calls`. */
    path: z.string().startsWith('/').optional(),
    /** Answered with this status and the provider's own words; nothing is accepted. */
    status: z.int().min(400).max(599).optional(),
    /** Seconds, in the `retry-after` header of that answer. */
    retryAfter: z.int().nonnegative().optional(),
    /** The answer comes this late. Without `status` the request is accepted first. */
    delayMs: z.int().nonnegative().optional(),
    /** The request is accepted, then the connection is cut. */
    resetAfterAccept: z.boolean().optional(),
    /** Concerns webhooks instead of requests. `late` waits for `delayMs`, and later ones overtake it. */
    webhooks: z.enum(['lost', 'repeated', 'late']).optional(),
    /** Only this kind of webhook, for example `call.answered`. */
    event: z.string().optional(),
  })
  .refine((fault) => fault.status ?? fault.delayMs ?? fault.resetAfterAccept ?? fault.webhooks, {
    message: 'names no fault: give status, delayMs, resetAfterAccept or webhooks',
  })

export type Fault = z.output<typeof faultFields>

export interface Faults {
  program(fault: Fault): void
  /** The first fault that fits, used up by one. */
  ofRequest(provider: Provider, path: string, to: string | null): Fault | undefined
  ofWebhook(provider: Provider, event: string, to: string): Fault | undefined
  all(): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let faults: Fault[] = []
  const take = (fits: (fault: Fault) => boolean) => {
    const fault = faults.find(fits)
    if (fault && --fault.times === 0) faults = faults.filter((other) => other !== fault)
    return fault
  }
  const concerns = (fault: Fault, provider: Provider, to: string | null) =>
    fault.provider === provider && (fault.to === undefined || (to !== null && sameDestination(fault.to, to)))
  return {
    program: (fault) => void faults.push({ ...fault }),
    ofRequest: (provider, path, to) => take((fault) => !fault.webhooks && concerns(fault, provider, to) && befalls(fault, path)),
    ofWebhook: (provider, event, to) =>
      take((fault) => !!fault.webhooks && concerns(fault, provider, to) && (fault.event ?? event) === event),
    all: () => faults.map((fault) => ({ ...fault })),
    clear: () => void faults.splice(0),
  }
}

/** A look-up comes before each message to a new number: a fault that is meant for the message names no path, and waits for it. */
const befalls = (fault: Fault, path: string): boolean =>
  fault.path === undefined ? !path.startsWith('/v2/number_lookup') : path.startsWith(fault.path)
