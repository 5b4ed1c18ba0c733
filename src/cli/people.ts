import type { SeedFormat } from '../credentials/seeds.ts'

/** The people of development, of the tests and of the README. Each came from the portal with a password and nothing more. */

/** The format in which the portal kept the password. `ours`: registered already, so that it is kept in our own. */
export type Kept = SeedFormat | 'ours'

export interface Person {
  username: string
  password: string
  name: string
  facility: string
  kept: Kept
  disabled?: boolean
  /** The example portal has cases and messages of this person. */
  cases?: boolean
  /** Confirmed already: the phone method. */
  registered?: { email: string; phone: string }
  /** What logging in as this person shows. */
  shows: string
}

export const PEOPLE = {
  dana: {
    username: 'dana',
    password: 'harbor-lantern-42',
    name: 'Dana Whitfield',
    facility: 'Harbor View Care Center',
    kept: 'bcrypt',
    cases: true,
    shows: 'imported with a bcrypt hash; has saved requests on the home page',
  },
  lee: {
    username: 'lee',
    password: 'Quarry!Meadow7',
    name: 'Lee Okafor',
    facility: 'Meadowbrook Home Health',
    kept: 'aspnet',
    shows: 'imported with an ASP.NET Identity v3 hash; an empty home page',
  },
  ruth: {
    username: 'ruth',
    password: 'seven green herons',
    name: 'Ruth Alvarez',
    facility: 'Cedar Hill Rehabilitation',
    kept: 'scrypt',
    shows: 'imported with a scrypt hash',
  },
  maria: {
    username: 'maria',
    password: 'orchard-violet-tram',
    name: 'Maria Lindqvist',
    facility: 'Harbor View Care Center',
    kept: 'ours',
    registered: { email: 'maria@harborview.example', phone: '+12025550147' },
    shows: 'has registered already (phone method)',
  },
  omar: {
    username: 'omar',
    password: 'copper-kettle-19',
    name: 'Omar Haddad',
    facility: 'Lakeside Clinic',
    kept: 'bcrypt',
    disabled: true,
    shows: 'was disabled in the portal',
  },
} satisfies Record<string, Person>

/** Lets people of development register who have no login yet. Everybody may know it, as they do the passwords. */
export const REGISTRATION_CODE = { code: 'HVCCCARE2026', facility: 'Harbor View Care Center', uses: 1000, forDays: 90 }
