import type { DomainRefusal } from '../../src/domain/domain-account.ts'
import { ChooseMethod } from '../../views/screens/choose-method.tsx'
import { ConfirmCancel } from '../../views/screens/confirm-cancel.tsx'
import { CurrentUser } from '../../views/screens/current-user.tsx'
import { DomainNotSetUp, DomainRefused } from '../../views/screens/domain.tsx'
import { Fault } from '../../views/screens/fault.tsx'
import { GiveEmail } from '../../views/screens/give-email.tsx'
import { GivePhone } from '../../views/screens/give-phone.tsx'
import { Join } from '../../views/screens/join.tsx'
import { LogIn } from '../../views/screens/log-in.tsx'
import { SetPassword } from '../../views/screens/set-password.tsx'
import { text } from '../../views/text.ts'
import { type Case, person, proved, SITE, TOKEN as token, WORKING, withPassword } from './person.ts'
import { refused } from './refusals.ts'

/** The way in, the way out, and what is no step. */
export const AROUND: Case[] = [
  ...([null, 'already-registered', 'signed-out', 'cancelled'] as const).map((notice) => ({
    name: `log in, notice ${notice}`,
    screen: (said: string) => LogIn({ site: { ...SITE, domain: said }, notice, remember: true }),
  })),
  ...[text.faults.down, text.faults.stale, text.faults.broken('reference')].map((fault) => ({
    name: `fault: ${fault.title}`,
    screen: () => Fault({ ...fault, href: '/auth/login' }),
  })),
  { name: 'domain login, not set up', screen: (said) => DomainNotSetUp({ site: { ...SITE, domain: said } }) },
  ...(Object.keys(text.domain.refused) as DomainRefusal[]).map((refused) => ({
    name: `domain login, ${refused}`,
    screen: (said: string) => DomainRefused({ site: { ...SITE, domain: said }, refused }),
  })),
  { name: 'confirm cancel', screen: () => ConfirmCancel({ token, back: '/auth/register/choose-method' }) },
]

/** The steps on which something is entered. */
export const ENTRIES: Case[] = [
  ...[true, false].flatMap((expired) =>
    refused(['username', null]).map(([why, words]) => ({
      name: `current user${expired ? ', expired' : ''}${why}`,
      screen: (said: string) => CurrentUser({ token, refused: words, username: said, expired }),
    })),
  ),
  ...refused([null]).map(([why, words]) => ({
    name: `choose method${why}`,
    screen: () => ChooseMethod({ token, refused: words, outages: [] }),
  })),
  ...refused(['email', null]).flatMap(([why, words]) => [
    {
      name: `give email, typed${why}`,
      screen: (said: string) =>
        GiveEmail({ flow: { ...person(said), step: 'give-email', email: null }, token, refused: words, typed: said, ...WORKING }),
    },
    {
      name: `give email, changed${why}`,
      screen: (said: string) =>
        GiveEmail({ flow: { ...person(said), step: 'give-email', email: said }, token, refused: words, ...WORKING }),
    },
  ]),
  ...(['phone', 'email'] as const).flatMap((method) =>
    refused(['password', 'again', null]).flatMap(([why, words]) =>
      [true, false].map((resumed) => ({
        name: `set password for ${method}${resumed ? ', resumed' : ''}${why}`,
        screen: (said: string) =>
          SetPassword({
            flow: { ...proved(said), step: 'set-password', method, resumed, currentHash: '', usernameTaken: false },
            token,
            refused: words,
          }),
      })),
    ),
  ),
  ...refused(['username', 'password']).map(([why, words]) => ({
    name: `set password on joining${why}`,
    screen: (said: string) =>
      SetPassword({
        flow: { ...proved(said), id: 'join-f', step: 'set-password', method: 'phone', currentHash: '', usernameTaken: true },
        token,
        refused: words,
        username: said,
      }),
  })),
  ...refused(['registrationCode', 'firstName', 'lastName', 'email', 'npi', 'username']).flatMap(([why, words]) =>
    [true, false].map((before) => ({
      name: `join${before ? ', begun and expired' : ''}${why}`,
      screen: (said: string) =>
        Join({
          token,
          refused: words ? [words, { field: 'lastName', words: 'Enter your last name.' }] : [],
          typed: { registrationCode: said, firstName: said, lastName: said, email: said, npi: said, username: said },
          expired: before,
          begun: before,
        }),
    })),
  ),
  ...refused(['country', 'number', null]).map(([why, words]) => ({
    name: `give phone${why}`,
    screen: (said: string) =>
      GivePhone({
        flow: { ...withPassword(said), step: 'give-phone', phone: said, extension: null },
        token,
        ...WORKING,
        refused: words,
        countries: [
          { code: 'US', name: 'United States', callingCode: '1' },
          { code: 'CA', name: said, callingCode: '1' },
        ],
        typed: { country: 'CA', number: said },
      }),
  })),
]
