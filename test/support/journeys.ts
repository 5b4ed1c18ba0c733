import { MOVES, type Move, STEPS } from '../../src/domain/flow.ts'
import { LOGIN_MOVES, LOGIN_STEPS, type LoginMove } from '../../src/domain/login.ts'
import { RECOVERY_MOVES, RECOVERY_STEPS, type RecoveryMove } from '../../src/domain/recovery.ts'
import { NEW_PASSWORD, stackNamed, type Traveller, traveller, walkTo } from './journey.ts'
import { isOfLostPhone, lostPhoneAt } from './lost-phone.ts'
import { memberAt, recoveringAt } from './member.ts'
import { stepUpAt } from './step-up.ts'

const stack = stackNamed('workerd')

type Fields = (who: Traveller) => Record<string, string>
const none: Fields = () => ({})

/** What each form would send; right where a right value can be known. */
const REGISTRATION: Record<Move, Fields> = {
  'choose-method': () => ({ method: 'email' }),
  'choose-method/again': none,
  'give-email': () => ({ email: 'elsewhere@clinic.example' }),
  'give-email/again': none,
  'verify-email': () => ({ code: '123456' }),
  'verify-email/new-code': none,
  'set-password': () => ({ password: NEW_PASSWORD, again: NEW_PASSWORD }),
  'give-phone': (who) => ({ country: 'US', number: who.phone.typed, channel: 'sms' }),
  'give-phone/again': none,
  'verify-phone': () => ({ code: '123456' }),
  'verify-phone/new-code': none,
  'verify-phone/call-me': none,
  cancel: none,
}

const LOGIN: Record<LoginMove, Fields> = {
  'send-code': () => ({ way: '', channel: 'sms' }),
  'other-way': () => ({ kind: 'email' }),
  'enter-code': () => ({ code: '123456' }),
  'enter-code/new-code': () => ({ channel: 'sms' }),
  'enter-code/call-me': none,
  'lost-phone': none,
  'check-mailbox': () => ({ code: '123456' }),
  'check-mailbox/new-code': none,
  'new-phone': (who) => ({ country: 'US', number: who.phone.typed, channel: 'sms' }),
  'new-phone/again': none,
  'check-new-phone': () => ({ code: '123456' }),
  'check-new-phone/new-code': none,
  'check-new-phone/call-me': none,
}

const RECOVERY: Record<RecoveryMove, Fields> = {
  'check-email': () => ({ code: '123456' }),
  'check-email/new-code': none,
  'choose-phone': () => ({ way: '', channel: 'sms' }),
  'choose-phone/again': none,
  'check-phone': () => ({ code: '123456' }),
  'check-phone/new-code': none,
  'check-phone/call-me': none,
  'new-password': () => ({ password: NEW_PASSWORD, again: NEW_PASSWORD }),
}

/** A journey as it is walked over HTTP, made from its tables. */
export interface Journey {
  name: string
  /** Whose moves, and leads, it has. */
  table: 'registration' | 'login' | 'recovery'
  cookie: string
  /** Where its steps are. */
  at: string
  steps: readonly string[]
  moves: Record<string, readonly string[]>
  fields: Record<string, Fields>
  arrive(step: string): Promise<Traveller>
  /** Where somebody is led who is on none. */
  start: string
}

export const JOURNEYS: Journey[] = [
  {
    ...{
      name: 'registration',
      table: 'registration',
      cookie: 'latchkey-flow',
      at: '/auth/register/',
      start: '/auth/register',
      steps: STEPS,
      moves: MOVES,
      fields: REGISTRATION,
    },
    arrive: async (step) => walkTo(await traveller(stack), step as (typeof STEPS)[number]),
  },
  {
    ...{
      name: 'login',
      table: 'login',
      cookie: 'latchkey-login',
      at: '/auth/login/',
      start: '/auth/login',
      steps: LOGIN_STEPS,
      moves: LOGIN_MOVES,
      fields: LOGIN,
    },
    arrive: (step) => (isOfLostPhone(step) ? lostPhoneAt(stack, step) : memberAt(stack, step as 'send-code' | 'enter-code')),
  },
  {
    ...{
      name: 'step-up',
      table: 'login',
      cookie: 'latchkey-login',
      at: '/auth/login/',
      start: '/auth/login',
      steps: ['send-code', 'enter-code'],
      moves: LOGIN_MOVES,
      fields: LOGIN,
    },
    arrive: (step) => stepUpAt(stack, step as 'send-code' | 'enter-code'),
  },
  {
    ...{
      name: 'recovery',
      table: 'recovery',
      cookie: 'latchkey-recovery',
      at: '/auth/recover/',
      start: '/auth/forgot-password',
      steps: RECOVERY_STEPS,
      moves: RECOVERY_MOVES,
      fields: RECOVERY,
    },
    arrive: (step) => recoveringAt(stack, step as (typeof RECOVERY_STEPS)[number]),
  },
]

/** Every place where somebody can stand. */
export const STANDINGS = JOURNEYS.flatMap((journey) => journey.steps.map((step) => ({ name: journey.name, step, journey })))
