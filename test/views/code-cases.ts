import type { Challenge, Purpose } from '../../src/domain/challenge.ts'
import { type Delivery, type DeliveryState, STATES } from '../../src/domain/delivery.ts'
import { CALL_PATIENCE, minutes } from '../../src/domain/policy.ts'
import { emailOfRegistration, phoneOfRegistration } from '../../views/code-place.ts'
import { FollowCall } from '../../views/screens/follow-call.tsx'
import { VerifyEmail } from '../../views/screens/verify-email.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { type Words, wordsFor } from '../../views/words.ts'
import { type Case, emailFlow, phoneFlow, TOKEN as token, WAITING } from './person.ts'
import { NOW, refused, SUPPORT } from './refusals.ts'

const emailPlace = emailOfRegistration('phone')
const phonePlace = (emailTaken = false) => phoneOfRegistration('phone', emailTaken)

const challenge = (purpose: Purpose, about: Partial<Challenge> = {}): Challenge => ({
  id: 'c',
  purpose,
  destination: 'dana@clinic.org',
  attempts: 0,
  sends: 1,
  lastSentAt: NOW,
  consumedAt: null,
  ...about,
})
/** Fresh, rested, with few tries left, with the last message sent, and none at all. */
export const challenges = (purpose: Purpose): [string, Challenge | null][] => [
  ['just sent', challenge(purpose)],
  ['rested', challenge(purpose, { lastSentAt: NOW - minutes(5) })],
  ['three tries left', challenge(purpose, { attempts: 2 })],
  ['no tries left', challenge(purpose, { attempts: 5 })],
  ['the last sent', challenge(purpose, { sends: 5 })],
  ['no challenge', null],
]
const DETAILS = [
  'landline',
  'stopped',
  'invalid-number',
  'invalid-address',
  'suppressed',
  'returned',
  'special-line',
  'unknown-line',
  'other',
  null,
] as const
const STATE_NAMES = Object.keys(STATES) as DeliveryState[]
const delivery = (kind: Delivery['kind'], about: Partial<Delivery> = {}): Delivery => ({
  id: 'd',
  kind,
  state: 'sent',
  detail: null,
  createdAt: NOW,
  sentAt: NOW,
  deliveredAt: NOW,
  ...about,
})
export const deliveries = (kind: Delivery['kind']): [string, Delivery | null][] => [
  ['none', null],
  ...STATE_NAMES.map((state): [string, Delivery] => [state, delivery(kind, { state })]),
  ...DETAILS.map((detail): [string, Delivery] => [`refused: ${detail}`, delivery(kind, { state: 'refused', detail })]),
]

/** The steps on which a code is entered. */
export const CODES: Case[] = [
  ...challenges('registration-email').flatMap(([of, each]) =>
    deliveries('email-code').map(([is, message]) => ({
      name: `verify email, ${of}, message ${is}`,
      screen: (said: string) =>
        VerifyEmail({ place: emailPlace, email: emailFlow(said).email, challenge: each, delivery: message, token, ...WAITING }),
    })),
  ),
  ...challenges('registration-phone').flatMap(([of, each]) =>
    deliveries('sms-code').map(([is, message]) => ({
      name: `verify text, ${of}, message ${is}`,
      screen: (said: string) =>
        VerifyText({ place: phonePlace(), phone: phoneFlow(said).phone, challenge: each, delivery: message, token, ...WAITING }),
    })),
  ),
  ...refused(['code', null]).flatMap(([why, words]) => [
    {
      name: `verify email${why}`,
      screen: (said: string) =>
        VerifyEmail({
          place: emailPlace,
          email: emailFlow(said).email,
          challenge: challenge('registration-email'),
          delivery: null,
          token,
          ...WAITING,
          refused: words,
        }),
    },
    {
      name: `verify text${why}`,
      screen: (said: string) =>
        VerifyText({
          place: phonePlace(),
          phone: phoneFlow(said).phone,
          challenge: challenge('registration-phone'),
          delivery: null,
          token,
          ...WAITING,
          refused: words,
        }),
    },
  ]),
]

export const call =
  (
    state: DeliveryState,
    more: { proved?: boolean; code?: string | null; since?: number; refused?: Words | null; about?: Partial<Challenge> } = {},
  ) =>
  (said: string) =>
    FollowCall({
      place: phonePlace(more.refused?.emailTaken),
      phone: phoneFlow(said).phone,
      provedAt: more.proved ? NOW : null,
      challenge: challenge('registration-phone', more.about),
      delivery: delivery('call', { state, createdAt: NOW - (more.since ?? 0) }),
      code: more.code === undefined ? '482913' : more.code,
      token,
      ...WAITING,
      refused: more.refused,
    })

/** The step on which a call is followed. */
export const CALLS: Case[] = [
  ...STATE_NAMES.flatMap((state) => [
    { name: `call: ${state}`, screen: call(state) },
    { name: `call: ${state}, by the pound key alone`, screen: call(state, { code: null }) },
    { name: `call: ${state}, unheard of for long`, screen: call(state, { since: CALL_PATIENCE + 1 }) },
    { name: `call: ${state}, proved`, screen: call(state, { proved: true }) },
    { name: `call: ${state}, the last`, screen: call(state, { about: { sends: 5 } }) },
  ]),
  { name: 'call: proved in vain', screen: call('confirmed', { proved: true, refused: wordsFor({ reason: 'email-taken' }, NOW, SUPPORT) }) },
  ...refused([null]).map(([why, words]) => ({ name: `call${why}`, screen: call('ringing', { refused: words }) })),
]
