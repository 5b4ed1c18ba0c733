/**
 * Everything a running carrier holds. It is in memory on purpose: a stand-in forgets.
 */
import { type Archive, createArchive } from './archive.ts'
import { createFaults, type Faults } from './faults.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { type CarrierOptions, DELAYS, type Delays } from './options.ts'
import { createRequests, type Requests } from './requests.ts'
import type { Email } from './resend/email.ts'
import type { Call } from './telnyx/call.ts'
import type { TextMessage } from './telnyx/text-message.ts'
import { createTimers, type Timers } from './timers.ts'
import { type Courier, createCourier } from './webhooks/courier.ts'
import { resendSigner, type Signer, sendgridSigner, telnyxSigner } from './webhooks/signing.ts'

export interface Carrier {
  options: CarrierOptions
  delays: Delays
  timers: Timers
  mailbox: Mailbox
  emails: Archive<Email>
  texts: Archive<TextMessage>
  calls: Archive<Call>
  faults: Faults
  requests: Requests
  courier: Courier
  sign: { telnyx: Signer; 'telnyx-2': Signer; resend: (id: string) => Signer; sendgrid?: Signer }
}

/** @throws when a key cannot be read */
export function createCarrier(options: CarrierOptions): Carrier {
  const delays = { ...DELAYS, ...options.delays }
  const timers = createTimers()
  const faults = createFaults()
  return {
    options,
    delays,
    timers,
    faults,
    mailbox: createMailbox(),
    emails: createArchive(10_000),
    texts: createArchive(10_000),
    calls: createArchive(1000),
    requests: createRequests(),
    courier: createCourier(timers, delays, faults, options.log ?? (() => {})),
    sign: {
      telnyx: telnyxSigner(options.telnyxPrivateKey),
      'telnyx-2': telnyxSigner(options.secondTelnyxPrivateKey ?? options.telnyxPrivateKey),
      resend: resendSigner(options.resendWebhookSecret),
      ...(options.sendgridPrivateKey && { sendgrid: sendgridSigner(options.sendgridPrivateKey) }),
    },
  }
}
