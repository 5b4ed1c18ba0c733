import type { Instant } from '../system.ts'

export type Method = 'phone' | 'email'

/** The screens between the current login and the portal, in the guide's order. */
export const STEPS = ['choose-method', 'give-email', 'verify-email', 'set-password', 'give-phone', 'verify-phone'] as const
export type Step = (typeof STEPS)[number]

type Subscriber = { id: string; accountId: string; username: string; name: string; resumed: boolean }
type EmailGiven = { method: Method; email: string }
type EmailProved = EmailGiven & { emailProvedAt: Instant }
type PasswordSet = EmailProved & { passwordHash: string }

/** One pass through registration. Each step carries what has been proved before it. */
export type Flow = Subscriber &
  (
    | { step: 'choose-method' }
    | { step: 'give-email'; method: Method; email: string | null }
    | ({ step: 'verify-email' } & EmailGiven)
    | ({ step: 'set-password'; currentHash: string; usernameTaken: boolean } & EmailProved)
    | ({ step: 'give-phone'; phone: string | null; extension: string | null } & PasswordSet)
    | ({ step: 'verify-phone'; phone: string; phoneProvedAt: Instant | null } & PasswordSet)
    | { step: 'registered' }
  )

/** What the id of a flow begins with that was opened with a facility's code. A browser keeps it, and is led back to that form. */
const JOIN = 'join-'
export const joinFlowId = (id: string): string => `${JOIN}${id}`
/** This is the registration of somebody who has no login yet. */
export const isJoin = (flowId: string): boolean => flowId.startsWith(JOIN)

export type FlowAt<S extends Flow['step']> = Extract<Flow, { step: S }>

/** What moves a flow on: each POST of the registration, and the steps it may be sent from. */
export const MOVES = {
  'choose-method': ['choose-method'],
  'choose-method/again': ['give-email', 'give-phone', 'verify-phone'],
  'give-email': ['give-email'],
  'give-email/again': ['verify-email', 'set-password', 'give-phone', 'verify-phone'],
  'verify-email': ['verify-email'],
  'verify-email/new-code': ['verify-email'],
  'set-password': ['set-password'],
  'give-phone': ['give-phone'],
  'give-phone/again': ['verify-phone'],
  'verify-phone': ['verify-phone'],
  'verify-phone/new-code': ['verify-phone'],
  'verify-phone/call-me': ['verify-phone'],
  cancel: STEPS,
} as const satisfies Record<string, readonly Step[]>

export type Move = keyof typeof MOVES

/** The stages as the screens count them: logging in, or joining, is the first. */
const STAGES: Record<Method, readonly (readonly Step[])[]> = {
  phone: [[], ['choose-method'], ['give-email', 'verify-email'], ['set-password'], ['give-phone'], ['verify-phone']],
  email: [[], ['choose-method'], ['give-email', 'verify-email'], ['set-password']],
}

/** What leads into the steps, or one of them. */
export type Stage = Step | 'log-in' | 'join'

/** Where a step stands: 3 of 6. */
export function stageOf(step: Stage, method: Method = 'phone'): { number: number; of: number } {
  const stages = STAGES[method]
  const at = step === 'log-in' || step === 'join' ? 0 : stages.findIndex((steps) => steps.includes(step))
  return { number: at + 1, of: stages.length }
}
