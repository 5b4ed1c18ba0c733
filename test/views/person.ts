import type { FlowAt } from '../../src/domain/flow.ts'
import type { Screen } from '../../views/page.tsx'
import type { Site } from '../../views/site.ts'
import { NOW, SUPPORT } from './refusals.ts'

/** What a person can make the screens say, in one piece. */
export const HOSTILE = `<script>alert("x")</script>'&`

export const SITE: Site = {
  brand: 'Latchkey',
  portal: 'Provider Portal',
  domain: 'Staff',
  support: SUPPORT,
  timeZone: 'America/New_York',
  language: 'en-US',
  textsFrom: '+1 202-555-0100',
  logo: null,
  scripts: [],
  style: '',
}

/** Every channel works, and there is somebody to ask. */
export const WORKING = { outages: [], support: SUPPORT } as const
/** The same, where a code is waited for. */
export const WAITING = { outages: [], earlier: [], site: SITE, now: NOW } as const

/** A screen in one of its states, made for a person of this name and with these entries. */
export type Case = { name: string; screen: (said: string) => Screen }

export const TOKEN = 'token'

export const person = (said: string) => ({ id: 'f', accountId: 'a', username: said, name: said, resumed: false, method: 'phone' as const })
export const proved = (said: string) => ({ ...person(said), email: said, emailProvedAt: NOW })
export const withPassword = (said: string) => ({ ...proved(said), passwordHash: '$scrypt$' })

export const emailFlow = (said: string): FlowAt<'verify-email'> => ({ ...person(said), step: 'verify-email', email: said })
export const phoneFlow = (said: string, phoneProvedAt: number | null = null): FlowAt<'verify-phone'> => ({
  ...withPassword(said),
  step: 'verify-phone',
  phone: said,
  phoneProvedAt,
})
