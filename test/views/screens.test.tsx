import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { Page, type Screen } from '../../views/page.tsx'
import type { Ended } from '../../views/screens/follow-call.tsx'
import { text } from '../../views/text.ts'
import { type Words, wordsFor } from '../../views/words.ts'
import { CALLS, CODES, call } from './code-cases.ts'
import { AROUND, ENTRIES } from './entry-cases.ts'
import { LOST_PHONE } from './lost-phone-cases.ts'
import { HOSTILE, SITE } from './person.ts'
import { NOW, SUPPORT } from './refusals.ts'
import { STEP_UP } from './step-up-cases.ts'

const ALL = [...AROUND, ...ENTRIES, ...CODES, ...CALLS, ...LOST_PHONE, ...STEP_UP]
const DANA = 'dana.reyes@clinic.example'

const htmlOf = (screen: Screen) => `<!doctype html>${<Page site={SITE} screen={screen} />}`
const pageOf = (screen: Screen): Document => parseHTML(htmlOf(screen)).document
const found = (page: Document, selector: string) => [...page.querySelectorAll(selector)]
const words = (element: Element) => (element.textContent ?? '').trim()

/** The name of each state in which a check finds something. */
const wrong = (cases: typeof ALL, check: (page: Document, screen: Screen) => unknown[]) =>
  cases.flatMap(({ name, screen }) => {
    const shown = screen(DANA)
    const faults = check(pageOf(shown), shown)
    return faults.length ? [`${name}: ${faults.join(', ')}`] : []
  })

it('knows many states of the screens, each by its own name', () => {
  expect(ALL.length).toBeGreaterThan(300)
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
})

describe('every screen in every state', () => {
  it('has one heading, which is its title', () => {
    expect(
      wrong(ALL, (page, { title }) => {
        const headings = found(page, 'h1').map(words)
        return headings.length === 1 && headings[0] === title && words(page.querySelector('title') as Element).startsWith(title)
          ? []
          : headings
      }),
    ).toEqual([])
  })

  it('has one main part, which a step replaces', () => {
    expect(wrong(ALL, (page) => (found(page, 'main').length === 1 && page.querySelector('main#step') ? [] : ['main']))).toEqual([])
  })

  it('uses each id once', () => {
    expect(
      wrong(ALL, (page) => {
        const ids = found(page, '[id]').map(({ id }) => id)
        return ids.filter((id, i) => ids.indexOf(id) !== i)
      }),
    ).toEqual([])
  })

  it('labels each field, and points only at what is there', () => {
    expect(
      wrong(ALL, (page) => {
        const fields = found(page, 'input:not([type=hidden]), select')
        const unnamed = fields.filter((field) => !page.querySelector(`label[for="${field.id || '-'}"]`) && !field.closest('label'))
        const pointers = found(page, '[aria-describedby], [aria-labelledby]').flatMap((each) =>
          `${each.getAttribute('aria-describedby') ?? ''} ${each.getAttribute('aria-labelledby') ?? ''}`.trim().split(/\s+/),
        )
        const links = found(page, 'a[href^="#"]').map((link) => link.getAttribute('href')?.slice(1) ?? '')
        return [...unnamed.map((field) => field.outerHTML), ...[...pointers, ...links].filter((id) => !page.getElementById(id))]
      }),
    ).toEqual([])
  })

  it('puts the focus in one place at most', () => {
    expect(wrong(ALL, (page) => found(page, '[autofocus]').slice(1).map(words))).toEqual([])
  })

  it('sends each form to our own paths, with its proof that it is ours', () => {
    expect(
      wrong(ALL, (page) => {
        const forms = found(page, 'form[method=post]')
        const targets = [
          ...forms.map((form) => form.getAttribute('action')),
          ...found(page, '[formaction]').map((each) => each.getAttribute('formaction')),
        ]
        return [
          ...forms.filter((form) => !form.querySelector('input[type=hidden][name=token][value=token]')).map((form) => form.outerHTML),
          ...targets.filter((target) => !target?.startsWith('/auth/')),
        ]
      }),
    ).toEqual([])
  })

  it('has no style, script or handler inside its marks', () => {
    expect(
      wrong(ALL, (page) => found(page, 'main script, main style, [style], [onclick], [onload]').map(({ outerHTML }) => outerHTML)),
    ).toEqual([])
  })

  it('says nothing that was forgotten', () => {
    expect(wrong(ALL, (page) => words(page.body).match(/undefined|NaN|\[object|null/g) ?? [])).toEqual([])
  })
})

describe('the one thing to do next stands out', () => {
  const primaries = (page: Document) => found(page, '.primary').map(words)
  const waits = (name: string) =>
    CALLS.some((call) => call.name === name) &&
    !/unheard|proved|: (refused|failed|expired|busy|no-answer|rejected|voicemail|hung-up|too-many-tries|not-asked|confirmed)/.test(name)

  it('on every screen', () => {
    const cases = ALL.filter(({ name }) => !waits(name))
    expect(wrong(cases, (page) => (primaries(page).length === 1 ? [] : [`${primaries(page).length} primary buttons`]))).toEqual([])
  })

  it('except while a call goes on: there the telephone is what to take', () => {
    const cases = ALL.filter(({ name }) => waits(name))
    expect(cases.length).toBeGreaterThan(10)
    expect(wrong(cases, primaries)).toEqual([])
  })

  it('and Enter in a field does it: its button is the first of its form', () => {
    expect(
      wrong(ALL, (page) =>
        found(page, 'form')
          .filter((form) => form.querySelector('input:not([type=hidden])') && form.querySelector('button'))
          .filter((form) => !form.querySelector('button')?.classList.contains('primary'))
          .map((form) => form.outerHTML),
      ),
    ).toEqual([])
  })
})

/** L09. */
it('tells password managers and telephones what each field is for', () => {
  const meant: Record<string, string> = {
    username: 'username',
    email: 'email',
    country: 'tel-country-code',
    number: 'tel',
    extension: 'tel-extension',
    again: 'new-password',
    code: 'one-time-code',
    registrationCode: 'off',
    firstName: 'given-name',
    lastName: 'family-name',
    npi: 'off',
  }
  const purposeOf = (name: string, page: Document) =>
    name === 'password' ? (page.querySelector('[name=again]') ? 'new-password' : 'current-password') : meant[name]
  const seen = new Set<string>()
  expect(
    wrong([...ENTRIES, ...CODES, ...CALLS], (page) =>
      found(page, 'input:not([name=token]), select').filter((field) => {
        const name = field.getAttribute('name') ?? ''
        seen.add(name)
        return field.getAttribute('autocomplete') !== purposeOf(name, page)
      }),
    ),
  ).toEqual([])
  expect([...seen].sort()).toEqual([...Object.keys(meant), 'password'].sort())
})

it('lets nobody write into the page: what a person entered stays text', () => {
  let said = 0
  for (const { name, screen } of ALL) {
    const html = htmlOf(screen(HOSTILE))
    expect(html, name).not.toContain('<script')
    expect(html, name).not.toContain('"x"')
    said += html.includes('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;') ? 1 : 0
  }
  expect(said).toBeGreaterThan(50)
})

it('never shows a whole address or number where it was sent to', () => {
  const shown = [...CODES, ...CALLS].filter(({ screen }) => pageOf(screen(DANA)).body.innerHTML.includes(DANA))
  expect(shown.map(({ name }) => name)).toEqual([])
})

describe('the count of steps', () => {
  const counted = (name: RegExp) => {
    const pages = ENTRIES.filter((entry) => name.test(entry.name)).map(({ screen }) => pageOf(screen(DANA)))
    return new Set(pages.map((page) => words(page.querySelector('.step') as Element)))
  }
  it('promises no number that the choice of a method would change', () => {
    expect(counted(/^current user/)).toEqual(new Set(['Step 1 of up to 6: your current login']))
    expect(counted(/^choose method/)).toEqual(new Set(['Step 2 of up to 6: choose a method']))
  })
  it('is exact from then on', () => {
    expect(counted(/^set password for phone/)).toEqual(new Set(['Step 4 of 6: set a new password']))
    expect(counted(/^set password for email/)).toEqual(new Set(['Step 4 of 4: set a new password']))
  })
})

const CALL_STATES = Object.keys(text.verifyPhone.ended) as Ended[]

describe('a call that has ended', () => {
  const ended = CALL_STATES.filter((state) => state !== 'silent').map((state) => ({ state, page: pageOf(call(state)(DANA)) }))
  it.each(ended)('says first what happened, and nothing of what to key in ($state)', ({ state, page }) => {
    expect(words(page.querySelector('h1') as Element)).toBe('Your phone is not confirmed yet')
    expect(words(page.querySelector('h1 + .alert') as Element)).toBe(text.verifyPhone.ended[state].join(' '))
    expect(words(page.querySelector('main') as Element)).not.toMatch(/We are calling|key in|482913/)
    expect(found(page, '[hx-get], meta[http-equiv]')).toHaveLength(0)
  })
  it('does not say to call again where nothing more can be sent', () => {
    const page = pageOf(call('busy', { about: { sends: 5 } })(DANA))
    expect(words(page.querySelector('.alert') as Element)).toBe('Your line was busy.')
    expect(found(page, 'button').map(words)).toEqual(['Change number'])
  })
})

describe('a confirmed call', () => {
  const confirmed = (refused?: Words) => pageOf(call('confirmed', { proved: true, refused })(DANA))
  const goesOn = (page: Document) => found(page, '[hx-trigger*=load]').length
  it('says so in its title, and offers the one thing left to do', () => {
    const page = confirmed()
    expect(words(page.querySelector('h1') as Element)).toBe('Your phone is confirmed')
    expect(found(page, 'main button, main a').map(words)).toEqual(['Continue'])
  })
  it('goes on by itself, once', () => expect(goesOn(confirmed())).toBe(1))
  it.each(['email-taken', 'account-disabled'] as const)(
    'does not when that was refused just now (%s): it would be refused for ever',
    (reason) => {
      const page = confirmed(wordsFor({ reason }, NOW, SUPPORT))
      expect(goesOn(page)).toBe(0)
      expect(found(page, '.leave a').map(words)).toEqual(['Cancel'])
    },
  )
})
