import { describe, expect, it } from 'vitest'
import { minutes } from '../../src/domain/policy.ts'
import { type Demand, type Holder, isMet, standingOf } from '../../src/domain/step-up.ts'

const NOW = 1_795_539_600_000
const demand = (more: Partial<Demand>): Demand => ({ maxAge: null, method: null, ...more })
const holder = (more: Partial<Holder> = {}): Holder => ({
  ...{ name: 'Dana Whitfield', amr: 'pwd sms mfa', since: NOW - minutes(10) },
  ...{ kinds: ['email', 'phone'], emailSuffices: false },
  ...more,
})

describe('what a portal wants was shown already', () => {
  it.each<[string, Partial<Demand>, Partial<Holder>, boolean]>([
    ['a login ten minutes ago, where a little more is enough', { maxAge: 605 }, {}, true],
    ['not where it is so close that a portal may think otherwise, and send it back', { maxAge: 604 }, {}, false],
    ['not ten minutes ago, where less are asked', { maxAge: 599 }, {}, false],
    ['a text, where a phone is asked', { method: 'phone' }, {}, true],
    ['a call, where a phone is asked', { method: 'phone' }, { amr: 'pwd tel mfa' }, true],
    ['no phone by a mail', { method: 'phone' }, { amr: 'pwd email' }, false],
    ['no phone by a browser that is remembered', { method: 'phone' }, { amr: 'pwd remembered' }, false],
    ['no phone by a domain', { method: 'phone' }, { amr: 'fed pwd mfa' }, false],
    ['a mail, where one is asked', { method: 'email' }, { amr: 'pwd email' }, true],
    ['no mail by a text', { method: 'email' }, {}, false],
    ['a text, but too long ago', { method: 'phone', maxAge: 300 }, {}, false],
    ['a text, and lately', { method: 'phone', maxAge: 900 }, {}, true],
    ['nothing, where just a code is asked', {}, { since: NOW }, false],
  ])('%s', (_, asked, held, met) => {
    expect(isMet(demand(asked), holder(held), NOW)).toBe(met)
  })
})

describe('where a demand that is not met leads', () => {
  const fed = { amr: 'fed pwd mfa', kinds: [] }
  it.each<[string, Partial<Demand>, Partial<Holder>, object]>([
    ['a phone confirms', { maxAge: 1 }, {}, { to: 'confirm' }],
    ['a mail confirms beside a long password', { method: 'email' }, { emailSuffices: true }, { to: 'confirm' }],
    ['but not beside another', { method: 'email' }, {}, { to: 'missing', missing: 'long-password' }],
    ['whatever is asked', { maxAge: 1 }, { kinds: ['email'] }, { to: 'missing', missing: 'long-password' }],
    [
      'nor does it stand for a phone',
      { method: 'phone' },
      { kinds: ['email'], emailSuffices: true, amr: 'pwd email' },
      { to: 'missing', missing: 'phone' },
    ],
    ['there may be no address', { method: 'email' }, { kinds: ['phone'] }, { to: 'missing', missing: 'email' }],
    ['a domain account is asked by its domain', { maxAge: 1 }, fed, { to: 'issuer' }],
    ['without an age, too', {}, fed, { to: 'issuer' }],
    ['but a domain sends no codes', { method: 'phone' }, fed, { to: 'missing', missing: 'phone' }],
    ['a domain account with a phone is asked by it', { maxAge: 1 }, { amr: 'fed', kinds: ['phone'] }, { to: 'confirm' }],
    ['nobody else goes to the domain', { maxAge: 1 }, { kinds: [] }, { to: 'missing', missing: 'any' }],
  ])('%s', (_, asked, held, leads) => {
    expect(standingOf(demand(asked), holder(held), NOW)).toEqual(leads)
  })

  it('to the page that asked, where it is met', () => {
    expect(standingOf(demand({ maxAge: 900 }), holder(), NOW)).toEqual({ to: 'portal' })
  })
})
