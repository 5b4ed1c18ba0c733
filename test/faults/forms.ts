import { type Traveller, timePasses, traveller, walkTo } from '../support/journey.ts'
import { logInFully, member, memberAt } from '../support/member.ts'
import { rows } from '../support/rows.ts'
import type { Stack } from '../support/stack.ts'
import { askedAgain, secondCode, stepUpAt, stepUpFor } from '../support/step-up.ts'
import { LOST_PHONE_FORMS } from './lost-phone-forms.ts'

/** Each form of the journeys, as it is rightly filled in. */
export interface Form {
  /** Somebody who has it before them. */
  arrive(stack: Stack): Promise<Traveller>
  path: string
  fields(who: Traveller): Promise<Record<string, string>>
  /** Where it leads. */
  to: string
  /** Trips to the database until it is answered. */
  trips: 1 | 2
}

const at = (step: Parameters<typeof walkTo>[1], method?: 'Phone' | 'Email') => async (stack: Stack) =>
  walkTo(await traveller(stack), step, method)

async function atLogin(stack: Stack): Promise<Traveller> {
  const who = await traveller(stack)
  await who.visitor.open('/auth/register')
  return who
}

async function atPassword(who: Traveller): Promise<Traveller> {
  await who.visitor.open('/auth/login/with-phone')
  return who
}

const atLoginStep = (step: Parameters<typeof memberAt>[1]) => (stack: Stack) => memberAt(stack, step)

async function signedIn(stack: Stack): Promise<Traveller> {
  const who = await member(stack)
  await logInFully(who, 'phone', { remember: true })
  return who
}

const after = (seconds: number, arrive: Form['arrive']) => async (stack: Stack) => {
  const who = await arrive(stack)
  await timePasses(who, seconds)
  return who
}

const credentials = async ({ person }: Traveller) => ({ username: person.username, password: person.password })
const newPassword = async ({ password }: Traveller) => ({ password, again: password })
const none = async () => ({})

export const FORMS = {
  'current-user': {
    arrive: atLogin,
    path: '/auth/register',
    fields: credentials,
    to: '/auth/register/choose-method',
    trips: 2,
  },
  'choose-method': {
    arrive: at('choose-method'),
    path: '/auth/register/choose-method',
    fields: async () => ({ method: 'phone' }),
    to: '/auth/register/give-email',
    trips: 1,
  },
  'give-email': {
    arrive: at('give-email'),
    path: '/auth/register/give-email',
    fields: async ({ email }) => ({ email }),
    to: '/auth/register/verify-email',
    trips: 1,
  },
  'verify-email': {
    arrive: at('verify-email'),
    path: '/auth/register/verify-email',
    fields: async ({ mailbox, email }) => ({ code: await mailbox.code(email) }),
    to: '/auth/register/set-password',
    trips: 1,
  },
  'change email': {
    arrive: at('verify-email'),
    path: '/auth/register/give-email/again',
    fields: none,
    to: '/auth/register/give-email',
    trips: 1,
  },
  'set-password': {
    arrive: at('set-password'),
    path: '/auth/register/set-password',
    fields: newPassword,
    to: '/auth/register/give-phone',
    trips: 2,
  },
  'set-password, the last step with email': {
    arrive: at('set-password', 'Email'),
    path: '/auth/register/set-password',
    fields: newPassword,
    to: '/?registered',
    trips: 2,
  },
  'give-phone': {
    arrive: at('give-phone'),
    path: '/auth/register/give-phone',
    fields: async ({ phone }) => ({ country: 'US', number: phone.typed, channel: 'sms' }),
    to: '/auth/register/verify-phone',
    trips: 1,
  },
  'verify-phone': {
    arrive: at('verify-phone'),
    path: '/auth/register/verify-phone',
    fields: async ({ mailbox, phone }) => ({ code: await mailbox.code(phone.e164) }),
    to: '/?registered',
    trips: 1,
  },
  cancel: {
    arrive: at('give-phone'),
    path: '/auth/register/cancel',
    fields: none,
    to: '/auth/login?notice=cancelled',
    trips: 1,
  },
  'log in: the password': {
    arrive: async (stack) => atPassword(await member(stack)),
    path: '/auth/login/with-phone',
    fields: credentials,
    to: '/auth/login/send-code',
    trips: 2,
  },
  'log in: the password, on a browser that is remembered': {
    async arrive(stack) {
      const who = await member(stack)
      await logInFully(who, 'phone', { remember: true })
      await who.visitor.press('Sign out')
      return atPassword(who)
    },
    path: '/auth/login/with-phone',
    fields: credentials,
    to: '/',
    trips: 2,
  },
  'log in: send a code': {
    arrive: atLoginStep('send-code'),
    path: '/auth/login/send-code',
    fields: async ({ visitor }) => ({ way: visitor.page.querySelector('[name=way]')?.getAttribute('value') ?? '', channel: 'sms' }),
    to: '/auth/login/enter-code',
    trips: 1,
  },
  'log in: try another way': {
    arrive: atLoginStep('enter-code'),
    path: '/auth/login/other-way',
    fields: async () => ({ kind: 'email' }),
    to: '/auth/login/send-code',
    trips: 1,
  },
  'log in: the code': {
    arrive: atLoginStep('enter-code'),
    path: '/auth/login/enter-code',
    fields: async ({ mailbox, phone }) => ({ code: await mailbox.code(phone.e164) }),
    to: '/',
    trips: 1,
  },
  'step-up: confirm': {
    arrive: (stack) => askedAgain(stack),
    path: stepUpFor(),
    fields: none,
    to: '/auth/login/send-code',
    trips: 1,
  },
  'step-up: the code': {
    arrive: (stack) => stepUpAt(stack, 'enter-code'),
    path: '/auth/login/enter-code',
    fields: async (who) => ({ code: await secondCode(who) }),
    to: '/cases',
    trips: 1,
  },
  ...LOST_PHONE_FORMS,
  'sign out': { arrive: signedIn, path: '/auth/sign-out', fields: none, to: '/auth/login?notice=signed-out', trips: 1 },
  'sign out everywhere': {
    arrive: signedIn,
    path: '/auth/sign-out-everywhere',
    fields: none,
    to: '/auth/login?notice=signed-out-everywhere',
    trips: 1,
  },
} satisfies Record<string, Form>

/** Forms whose repeat is refused in time rather than answered with success: the code went out with the first. */
export const NEW_CODES = {
  'send a new code': {
    arrive: after(31, at('verify-email')),
    path: '/auth/register/verify-email/new-code',
    fields: none,
    to: '/auth/register/verify-email',
    trips: 1,
  },
  'log in: send a new code': {
    arrive: after(31, atLoginStep('enter-code')),
    path: '/auth/login/enter-code/new-code',
    fields: async () => ({ channel: 'sms' }),
    to: '/auth/login/enter-code',
    trips: 1,
  },
} satisfies Record<string, Form>

/** Where somebody goes on whose form could not be answered: its own address shows where they stand. */
export const backOf = ({ path }: Form): string => (path.startsWith('/auth/sign-out') ? '/' : path)

/** All that the database holds of somebody's registration, but for what is counted before a password is looked at, and how messages fare. */
export async function keptOf({ stack, person }: Traveller): Promise<unknown> {
  const mine = '(select id from accounts where username = ?)'
  const flows = `(select id from flows where account_id in ${mine})`
  const tables = {
    accounts: `select password_hash, method, registered_at from accounts where id in ${mine}`,
    authenticators: `select * from authenticators where account_id in ${mine} order by id`,
    flows: `select * from flows where account_id in ${mine} order by id`,
    challenges: `select * from challenges where flow_id in ${flows} order by id`,
    codes: `select * from codes where challenge_id in (select id from challenges where flow_id in ${flows}) order by challenge_id, send`,
    deliveries: `select id, kind, challenge_id, send from deliveries where account_id in ${mine} order by id`,
    sessions: `select * from sessions where account_id in ${mine} order by id`,
    browsers: `select * from remembered_browsers where account_id in ${mine} order by id`,
    requests: `select * from phone_requests where account_id in ${mine} order by id`,
    audit: `select event from audit_events where account_id in ${mine} order by id`,
    failures: `select count, locked_until from failures where subject in (select 'code:' || id from accounts where username = ?)`,
  }
  const all = Object.entries(tables).map(async ([name, sql]) => [name, await rows(stack, sql, person.username)] as const)
  return Object.fromEntries(await Promise.all(all))
}
