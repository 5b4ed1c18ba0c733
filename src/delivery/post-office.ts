import { alarmLetter } from '../../views/messages/alarm.ts'
import { emailCode } from '../../views/messages/email-code.ts'
import { emailInUse } from '../../views/messages/email-in-use.ts'
import { lostPhoneLetter, lostPhoneText } from '../../views/messages/lost-phone.ts'
import { newBrowser } from '../../views/messages/new-browser.ts'
import { notAsked } from '../../views/messages/not-asked.ts'
import { passwordChanged } from '../../views/messages/password-changed.ts'
import { registered } from '../../views/messages/registered.ts'
import type { Sender } from '../../views/messages/sender.ts'
import { smsCode } from '../../views/messages/sms-code.ts'
import { usernameReminder } from '../../views/messages/username.ts'
import { seconds } from '../domain/policy.ts'
import type { Settings } from '../settings.ts'
import type { Calls, PostOffice, ReadEvent } from './delivery.ts'
import { mailer, type ResendSettings } from './resend.ts'
import { type ResendEventSettings, readResend } from './resend-events.ts'
import { connection, dialler, type TelnyxSettings, texter } from './telnyx.ts'
import { type CallSettings, callsThrough } from './telnyx-calls.ts'
import { readTelnyx, type TelnyxEventSettings } from './telnyx-events.ts'

export type PostOfficeSettings = ResendSettings &
  ResendEventSettings &
  TelnyxSettings &
  TelnyxEventSettings &
  CallSettings &
  Pick<Settings, 'BRAND_NAME' | 'PORTAL_NAME' | 'SUPPORT' | 'TIME_ZONE'>

/** Nobody waits longer than this for a provider: the message is in the outbox, and goes out later. */
const TIME_LIMIT = seconds(2)

/** Resend for mail, Telnyx for texts and calls. */
export function postOffice(
  settings: PostOfficeSettings,
  timeLimit = TIME_LIMIT,
): PostOffice & { calls: Calls; readTelnyx: ReadEvent; readResend: ReadEvent } {
  const sender: Sender = {
    brandName: settings.BRAND_NAME,
    portalName: settings.PORTAL_NAME,
    support: settings.SUPPORT,
    language: settings.LANGUAGE,
  }
  const telnyx = connection(settings)
  const mail = mailer(settings, timeLimit)
  const text = texter(telnyx, settings, timeLimit)
  const dial = dialler(telnyx, settings, timeLimit)
  const { host: place, hostname: host } = new URL(settings.PUBLIC_ORIGIN)

  return {
    async send(message) {
      const { id, to } = message
      switch (message.kind) {
        case 'email-code':
          return mail({ id, to, ...(await emailCode(sender, message)) })
        case 'email-in-use':
          return mail({ id, to, ...(await emailInUse(sender)) })
        case 'new-browser':
          return mail({ id, to, ...(await newBrowser(sender, { ...message, timeZone: settings.TIME_ZONE })) })
        case 'username':
          return mail({ id, to, ...(await usernameReminder(sender, message)) })
        case 'password-changed':
          return mail({ id, to, ...(await passwordChanged(sender, { ...message, timeZone: settings.TIME_ZONE })) })
        case 'not-asked':
          return mail({ id, to, ...(await notAsked(sender, { ...message, timeZone: settings.TIME_ZONE })) })
        case 'phone-request':
        case 'phone-request-cancelled':
        case 'phone-replaced': {
          const about = { ...message, timeZone: settings.TIME_ZONE, place }
          return message.channel === 'email'
            ? mail({ id, to, ...(await lostPhoneLetter(sender, about)) })
            : text(id, to, lostPhoneText(sender, about))
        }
        case 'alarm':
          return mail({ id, to, ...(await alarmLetter(sender, message)) })
        case 'registered':
          return mail({ id, to, ...(await registered(sender, { ...message, timeZone: settings.TIME_ZONE })) })
        case 'sms-code':
          return text(id, to, smsCode(sender, { ...message, host }))
        case 'call':
          return dial(id, to, message.extension)
      }
    },
    calls: callsThrough(telnyx, settings, sender, timeLimit),
    readTelnyx: readTelnyx(settings),
    readResend: readResend(settings),
  }
}
