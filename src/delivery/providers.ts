/** Who sends what, the first choice first. */
import type Telnyx from 'telnyx'
import type { Sender } from '../../views/messages/sender.ts'
import type { Settings } from '../settings.ts'
import type { Calls, Channel, Provider } from './delivery.ts'
import { type ResendSettings, resendMail } from './resend.ts'
import { sendgridMail } from './sendgrid.ts'
import { connection, type TelnyxSettings, telnyxCall, telnyxText } from './telnyx.ts'
import { type CallSettings, callsThrough } from './telnyx-calls.ts'

export type ProviderSettings = ResendSettings &
  TelnyxSettings &
  CallSettings &
  Pick<
    Settings,
    | 'SENDGRID_API_KEY'
    | 'SENDGRID_BASE_URL'
    | 'SECOND_TELNYX_API_KEY'
    | 'SECOND_TELNYX_BASE_URL'
    | 'SECOND_TELNYX_CONNECTION_ID'
    | 'SECOND_TELNYX_MESSAGING_PROFILE_ID'
    | 'SECOND_TELNYX_FROM'
  >

/** An account at Telnyx, which has calls that are answered. */
type Account = { name: string; telnyx: () => Telnyx; settings: TelnyxSettings }

type Providers = { [C in Channel]: readonly Provider<C>[] } & { accounts: readonly Account[] }

export function providersOf(settings: ProviderSettings, timeLimit: number): Providers {
  const { SENDGRID_API_KEY } = settings
  const accounts = accountsOf(settings)
  return {
    email: [resendMail(settings, timeLimit), ...(SENDGRID_API_KEY ? [sendgridMail({ ...settings, SENDGRID_API_KEY }, timeLimit)] : [])],
    sms: accounts.map(({ name, telnyx, settings }) => telnyxText(name, telnyx, settings, timeLimit)),
    voice: accounts.map(({ name, telnyx, settings }) => telnyxCall(name, telnyx, settings, timeLimit)),
    accounts,
  }
}

function accountsOf(settings: ProviderSettings): Account[] {
  const first = { name: 'telnyx', telnyx: connection(settings), settings }
  const { SECOND_TELNYX_API_KEY: key, SECOND_TELNYX_CONNECTION_ID: connectionId, SECOND_TELNYX_FROM: from } = settings
  if (!key || !connectionId || !from) return [first]
  const second: TelnyxSettings = {
    ...{ TELNYX_API_KEY: key, TELNYX_BASE_URL: settings.SECOND_TELNYX_BASE_URL, TELNYX_FROM: from },
    ...{ TELNYX_CONNECTION_ID: connectionId, TELNYX_MESSAGING_PROFILE_ID: settings.SECOND_TELNYX_MESSAGING_PROFILE_ID },
    PUBLIC_ORIGIN: settings.PUBLIC_ORIGIN,
  }
  return [first, { name: 'telnyx-2', telnyx: connection(second), settings: second }]
}

/** Commands go to the account that placed the call. Where a report came before it was known which, the one that has no such call says so. */
export function callsOf(accounts: readonly Account[], settings: CallSettings, sender: Sender, timeLimit: number) {
  const commands = accounts.map(({ name, telnyx }) => ({ name, calls: callsThrough(telnyx, settings, sender, timeLimit) }))
  return (provider: string | null): Calls => {
    const known = commands.filter(({ name }) => name === provider)
    const asked = (known.length ? known : commands).map(({ calls }) => calls)
    return {
      ask: (...command) => first(asked, (calls) => calls.ask(...command)),
      close: (...command) => first(asked, (calls) => calls.close(...command)),
      waitFor: (...command) => first(asked, (calls) => calls.waitFor(...command)),
      hangUp: (...command) => first(asked, (calls) => calls.hangUp(...command)),
    }
  }
}

async function first(all: readonly Calls[], command: (calls: Calls) => Promise<boolean>): Promise<boolean> {
  for (const calls of all) if (await command(calls)) return true
  return false
}
