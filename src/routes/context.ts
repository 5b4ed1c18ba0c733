import type { Context } from 'hono'
import type { CountryChoice } from '../../views/screens/phone-form.tsx'
import type { Site } from '../../views/site.ts'
import type { DomainLogIn } from '../domain-login/ports.ts'
import type { Counted, Rules } from '../guard/options.ts'
import type { Joining } from '../join/ports.ts'
import type { FlowVisit, Visit } from '../journey/ports.ts'
import type { LogIn } from '../login/ports.ts'
import type { PassKeys } from '../pass/keys.ts'
import type { PassTerms } from '../pass/mint.ts'
import type { Recover } from '../recovery/ports.ts'
import type { Registration } from '../registration/ports.ts'
import type { Figures, Standing } from '../storage/figures.ts'
import type { Sessions } from '../storage/sessions.ts'
import type { Instant, Keyring } from '../system.ts'
import type { Hooks } from './hooks.ts'

/** What one request works with. */
export type AppEnv = {
  Variables: {
    visit: Visit
    /** Set behind `inFlow` only. */
    flow: FlowVisit
    origin: string
    keys: Keyring
    newSecret(): string
    site: Site
    registration: Registration
    login: LogIn
    /** Null where there is no login with domain accounts. */
    domain: DomainLogIn | null
    recover: Recover
    joining: Joining
    sessions: Sessions
    /** Who is connected, behind proxies of one's own; `isHop` where it is such a proxy itself that asks. */
    client: { address: string; isHop: boolean }
    passes: { keys(): Promise<PassKeys>; terms: PassTerms }
    guard: { rules: Rules; key: string | undefined; count(what: Counted): void }
    health: {
      key: string | undefined
      spendPerDay: number
      standing(): Promise<Standing>
      figures(now: Instant, within: number): Promise<Figures>
    }
    countries: readonly CountryChoice[]
    voiceProof: 'code' | 'pound'
    hooks: Hooks
    /** The facts of this request that its log line tells. */
    facts: Record<string, string | number>
  }
}

export type AppContext = Context<AppEnv>
