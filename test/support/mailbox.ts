import { setTimeout as wait } from 'node:timers/promises'

/** As the carrier stand-in keeps it: for a call, `text` is what was spoken so far. */
export interface Message {
  id: string
  channel: 'email' | 'sms' | 'voice'
  to: string
  subject?: string
  text: string
  html?: string
  at: string | number
}

const BETWEEN_LOOKS = 40
const PATIENCE = 15_000

/** The mailbox and the phone of everyone, read through the carrier stand-in. */
export class Mailbox {
  readonly #carrier: string

  constructor(carrier: string) {
    this.#carrier = carrier
  }

  /** Oldest first. */
  async messages(to: string): Promise<Message[]> {
    const answer = await fetch(`${this.#carrier}/carrier/messages?to=${encodeURIComponent(to)}`)
    return (await answer.json()) as Message[]
  }

  /** Waits until `count` messages have come to this address, and no longer than a patient person would. */
  async expect(to: string, count = 1): Promise<Message[]> {
    const deadline = Date.now() + PATIENCE
    for (;;) {
      const messages = await this.messages(to)
      if (messages.length >= count) return messages
      if (Date.now() > deadline) throw new Error(`${messages.length} of ${count} messages came to ${to} within ${PATIENCE / 1000} s`)
      await wait(BETWEEN_LOOKS)
    }
  }

  /** The code in the latest of `count` messages. */
  async code(to: string, count = 1): Promise<string> {
    const latest = (await this.expect(to, count)).at(-1)
    const code = /(?<!\d)(\d{6}|\d{3}[ -]\d{3})(?!\d)/.exec(latest?.text ?? '')?.[1]
    if (!code) throw new Error(`The message to ${to} holds no code: ${latest?.text}`)
    return code.replace(/\D/g, '')
  }

  /** Waits until something that matches was spoken in the call. */
  async spoken(to: string, words: RegExp): Promise<Message> {
    const deadline = Date.now() + PATIENCE
    while (Date.now() < deadline) {
      const call = (await this.messages(to)).filter(({ channel, text }) => channel === 'voice' && words.test(text)).at(-1)
      if (call) return call
      await wait(BETWEEN_LOOKS)
    }
    throw new Error(`Nothing like ${words} was spoken to ${to}`)
  }

  answer(call: string) {
    return this.#act(call, 'answer')
  }

  /** Keys digits; `#` is the pound key. */
  digits(call: string, digits: string) {
    return this.#act(call, 'digits', { digits })
  }

  voicemail(call: string) {
    return this.#act(call, 'voicemail')
  }

  busy(call: string) {
    return this.#act(call, 'busy')
  }

  hangUp(call: string) {
    return this.#act(call, 'hangup')
  }

  async #act(call: string, action: string, body?: unknown): Promise<void> {
    const url = `${this.#carrier}/carrier/calls/${encodeURIComponent(call)}/${action}`
    const sent = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
    const answer = await fetch(url, { method: 'POST', ...sent })
    if (!answer.ok) throw new Error(`The carrier answered ${action} with ${answer.status}: ${await answer.text()}`)
  }
}
