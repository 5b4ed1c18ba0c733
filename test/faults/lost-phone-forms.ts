import { atNewPhone, cancelCodeIn, giveNewPhone, type LostPhoneStep, lostPhoneAt, phoneMember, toMailbox } from '../support/lost-phone.ts'
import { givePassword } from '../support/member.ts'
import { freshPhone } from '../support/people.ts'
import type { Form } from './forms.ts'

const at =
  (step: LostPhoneStep): Form['arrive'] =>
  (stack) =>
    lostPhoneAt(stack, step)
const none = async () => ({})

/** The forms of a lost phone, as they are rightly filled in. */
export const LOST_PHONE_FORMS = {
  'lost phone: tell of it': {
    async arrive(stack) {
      const who = await phoneMember(stack)
      await givePassword(who)
      return who
    },
    path: '/auth/login/lost-phone',
    fields: none,
    to: '/auth/login/check-mailbox',
    trips: 1,
  },
  'lost phone: the code from the mailbox, which asks for another': {
    arrive: at('check-mailbox'),
    path: '/auth/login/check-mailbox',
    fields: async ({ mailbox, email }) => ({ code: await mailbox.code(email) }),
    to: '/auth/login/phone-requested',
    trips: 1,
  },
  'lost phone: the new number': {
    arrive: at('new-phone'),
    path: '/auth/login/new-phone',
    fields: async () => ({ country: 'US', number: freshPhone().typed, channel: 'sms' }),
    to: '/auth/login/check-new-phone',
    trips: 1,
  },
  'lost phone: the code to the new number': {
    async arrive(stack) {
      const who = await phoneMember(stack)
      await atNewPhone(who)
      return giveNewPhone(who)
    },
    path: '/auth/login/check-new-phone',
    fields: async ({ mailbox, phone }) => ({ code: await mailbox.code(phone.e164) }),
    to: '/',
    trips: 1,
  },
  'lost phone: I have it': {
    async arrive(stack) {
      const who = await phoneMember(stack)
      await toMailbox(who)
      return who
    },
    path: '/auth/login/other-way',
    fields: async () => ({ kind: 'phone' }),
    to: '/auth/login/send-code',
    trips: 1,
  },
  'lost phone: cancel the request': {
    async arrive(stack) {
      const who = await lostPhoneAt(stack, 'phone-requested')
      await who.visitor.open('/auth/lost-phone/cancel')
      return who
    },
    path: '/auth/lost-phone/cancel',
    async fields({ person, mailbox, phone }) {
      const [text] = await mailbox.expect(phone.e164)
      return { username: person.username, code: text ? cancelCodeIn(text) : '' }
    },
    to: '/auth/lost-phone/cancel?done',
    trips: 1,
  },
} satisfies Record<string, Form>
