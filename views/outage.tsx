import type { Channel } from '../src/domain/challenge.ts'
import type { Press } from './code-place.ts'
import { Note } from './step.tsx'
import { text } from './text.ts'

/** Where a sentence about an outage stands: what else can be pressed there, in its words. */
export type Way = { /** Null where no text can come. */ sms?: string | null; voice?: string; other?: string | null; support: string }

/** Says that a channel is out, and what to choose instead. */
export const Outage = ({ out, kind, sms, voice, other, support }: { out: readonly Channel[]; kind: 'phone' | 'email' } & Way) => {
  const { outage } = text
  const [noText, noCall] = [out.includes('sms'), out.includes('voice')]
  const instead = other ? outage.choose(other) : outage.wait(support)
  if (kind === 'email') return out.includes('email') ? <Note kind="wait">{`${outage.email} ${instead}`}</Note> : null
  if (noCall && sms === null) return <Note kind="wait">{`${outage.voice} ${instead}`}</Note>
  if (noCall && noText) return <Note kind="wait">{`${outage.phone} ${instead}`}</Note>
  if (noText && sms === null) return null
  if (noText) return <Note kind="wait">{`${outage.sms} ${outage.choose(voice ?? text.givePhone.call)}`}</Note>
  return noCall ? <Note kind="wait">{`${outage.voice} ${outage.choose(sms ?? text.givePhone.sms)}`}</Note> : null
}

/** The ways that are out go last, and stay: a switch may be turned back while the screen is open. */
export const lastIfOut = (all: readonly (Press | null)[], out: readonly Channel[]): Press[] => {
  const presses = all.filter((press) => press !== null)
  const isOut = ({ channel }: Press) => channel !== undefined && out.includes(channel)
  return [...presses.filter((press) => !isOut(press)), ...presses.filter(isOut)]
}
