import { type Traveller, timePasses, traveller, walkTo } from '../support/journey.ts'
import { rows } from '../support/rows.ts'
import type { Stack } from '../support/stack.ts'

/** Each form of the registration, as it is rightly filled in. */
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

const newPassword = async ({ password }: Traveller) => ({ password, again: password })
const none = async () => ({})

export const FORMS = {
  'current-user': {
    arrive: atLogin,
    path: '/auth/register',
    fields: async ({ person }) => ({ username: person.username, password: person.password }),
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
} satisfies Record<string, Form>

/** A form whose repeat is refused in time rather than answered with success: the code went out with the first. */
export const NEW_CODE: Form = {
  async arrive(stack) {
    const who = await at('verify-email')(stack)
    await timePasses(who, 31)
    return who
  },
  path: '/auth/register/verify-email/new-code',
  fields: none,
  to: '/auth/register/verify-email',
  trips: 1,
}

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
    audit: `select event from audit_events where account_id in ${mine} order by id`,
    failures: `select count, locked_until from failures where subject in (select 'code:' || id from accounts where username = ?)`,
  }
  const all = Object.entries(tables).map(async ([name, sql]) => [name, await rows(stack, sql, person.username)] as const)
  return Object.fromEntries(await Promise.all(all))
}
