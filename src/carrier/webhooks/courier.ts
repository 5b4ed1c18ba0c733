/**
 * Brings webhooks to the app: in order for one message or call, repeated while the app does not answer 2xx.
 */
import type { Faults } from '../faults.ts'
import type { Delays } from '../options.ts'
import type { Provider } from '../requests.ts'
import type { Timers } from '../timers.ts'
import type { Signer } from './signing.ts'

export interface Parcel {
  provider: Provider
  /** The id of the message or call: first attempts of one subject leave one after the other. */
  subject: string
  event: string
  to: string
  url: string
  /** The body of an attempt, counted from 1: Telnyx writes the number into it. */
  body(attempt: number): string
  sign: Signer
}

export interface Courier {
  post(parcel: Parcel): void
  close(): void
}

export function createCourier(timers: Timers, delays: Delays, faults: Faults, log: (line: string) => void): Courier {
  const closing = new AbortController()
  const queues = new Map<string, Promise<void>>()

  const attempt = async (parcel: Parcel, count: number): Promise<string | null> => {
    const body = parcel.body(count)
    try {
      const answer = await fetch(parcel.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'carrier-stand-in', ...parcel.sign(body) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(delays.patience)]),
      })
      await answer.body?.cancel()
      return answer.ok ? null : `answered ${answer.status}`
    } catch (fault) {
      return fault instanceof Error && fault.name === 'TimeoutError' ? 'no answer in time' : 'could not be reached'
    }
  }

  const repeat = async (parcel: Parcel, trouble: string | null) => {
    for (const [index, wait] of delays.retries.entries()) {
      if (trouble === null || closing.signal.aborted) return
      await timers.pause(wait)
      trouble = await attempt(parcel, index + 2)
    }
    if (trouble && !closing.signal.aborted) log(`${parcel.event} was not taken by ${parcel.url}: ${trouble}`)
  }

  const bring = async (parcel: Parcel, times = 1) => {
    for (let time = 0; time < times; time++) void repeat(parcel, await attempt(parcel, 1))
  }

  const deliver = async (parcel: Parcel) => {
    await timers.pause(delays.event)
    const fault = faults.ofWebhook(parcel.provider, parcel.event, parcel.to)
    if (fault?.webhooks === 'lost') return
    if (fault?.webhooks === 'late') timers.after(fault.delayMs ?? delays.slow, () => void bring(parcel))
    else await bring(parcel, fault?.webhooks === 'repeated' ? 2 : 1)
  }

  return {
    post(parcel) {
      const turn = (queues.get(parcel.subject) ?? Promise.resolve()).then(() => deliver(parcel))
      queues.set(parcel.subject, turn)
      void turn.then(() => queues.get(parcel.subject) === turn && queues.delete(parcel.subject))
    },
    close: () => closing.abort(),
  }
}
