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
import type { Calls, Message, Parcel, PostOffice, ReadEvent, ReadEvents } from './delivery.ts'
import { callsOf, type ProviderSettings, providersOf } from './providers.ts'
import { type ResendEventSettings, readResend } from './resend-events.ts'
import { readSendgrid } from './sendgrid-events.ts'
import { readTelnyx, type TelnyxEventSettings } from './telnyx-events.ts'

export type PostOfficeSettings = ProviderSettings &
  ResendEventSettings &
  TelnyxEventSettings &
  Pick<Settings, 'BRAND_NAME' | 'PORTAL_NAME' | 'SUPPORT' | 'TIME_ZONE' | 'SENDGRID_PUBLIC_KEY' | 'SECOND_TELNYX_PUBLIC_KEY'>

export type Office = PostOffice & {
  /** The commands to a call of this provider; where nobody knows whose it is, to whoever has it. */
  callsOf(provider: string | null): Calls
  readTelnyx: ReadEvent
  readResend: ReadEvent
  readSendgrid: ReadEvents
}

/** Nobody waits longer than this for a provider: the message is in the outbox, and goes out later. */
const TIME_LIMIT = seconds(2)

/** Resend for mail, Telnyx for texts and calls; and whoever takes over from them. */
export function postOffice(settings: PostOfficeSettings, timeLimit = TIME_LIMIT): Office {
  const sender: Sender = {
    brandName: settings.BRAND_NAME,
    portalName: settings.PORTAL_NAME,
    support: settings.SUPPORT,
    language: settings.LANGUAGE,
  }
  const { accounts, ...providers } = providersOf(settings, timeLimit)
  const commands = callsOf(accounts, settings, sender, timeLimit)
  const both = [settings.TELNYX_PUBLIC_KEY, settings.SECOND_TELNYX_PUBLIC_KEY].filter(Boolean).join(',')
  return {
    providers,
    async send(message, by) {
      const parcel = await written(sender, settings, message)
      const all = providers[parcel.channel]
      const provider = by === undefined ? all[0] : all.find(({ name }) => name === by)
      if (!provider) throw new TypeError(`no provider ${by} for ${parcel.channel}`)
      return provider.send(parcel as never)
    },
    callsOf: commands,
    readTelnyx: readTelnyx({ ...settings, TELNYX_PUBLIC_KEY: both }),
    readResend: readResend(settings),
    readSendgrid: settings.SENDGRID_PUBLIC_KEY ? readSendgrid(settings.SENDGRID_PUBLIC_KEY) : async () => 'unsigned',
  }
}

/** The words of a message, and by which channel it goes. */
async function written(sender: Sender, settings: PostOfficeSettings, message: Message): Promise<Parcel> {
  const { TIME_ZONE: timeZone, PUBLIC_ORIGIN } = settings
  const { host: place, hostname: host } = new URL(PUBLIC_ORIGIN)
  const to = { id: message.id, to: message.to }
  const mail = (letter: { subject: string; text: string; html: string }): Parcel => ({ ...to, channel: 'email', ...letter })
  switch (message.kind) {
    case 'email-code':
      return mail(await emailCode(sender, message))
    case 'email-in-use':
      return mail(await emailInUse(sender))
    case 'new-browser':
      return mail(await newBrowser(sender, { ...message, timeZone }))
    case 'username':
      return mail(await usernameReminder(sender, message))
    case 'password-changed':
      return mail(await passwordChanged(sender, { ...message, timeZone }))
    case 'phone-request':
    case 'phone-request-cancelled':
    case 'phone-replaced': {
      const about = { ...message, timeZone, place }
      if (message.channel === 'email') return mail(await lostPhoneLetter(sender, about))
      return { ...to, channel: 'sms', text: lostPhoneText(sender, about) }
    }
    case 'not-asked':
      return mail(await notAsked(sender, { ...message, timeZone }))
    case 'alarm':
      return mail(await alarmLetter(sender, message))
    case 'registered':
      return mail(await registered(sender, { ...message, timeZone }))
    case 'sms-code':
      return { ...to, channel: 'sms', text: smsCode(sender, { ...message, host }) }
    case 'call':
      return { ...to, channel: 'voice', extension: message.extension }
  }
}
