import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentOf } from '../support/document.ts'
import { DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(() => portal.close())

const WHOLE = {
  ...{ consumerName: 'Marlow, Etta', consumerId: 'TEST-50001', dateOfBirth: '2/3/1948' },
  ...{ contract: 'Example Health Plan', caseType: 'Inpatient stay', programNumber: 'INP-2001' },
}

/** What the page's form would send, with these fields filled in. */
async function filled(path: string, fields: Record<string, string>, person = DANA) {
  const form = documentOf(await portal.read(path, person)).querySelector('form.case')
  const hidden = form?.querySelector('input[type="hidden"]')?.getAttribute('value')
  return { action: form?.getAttribute('action') ?? '', fields: { ...(hidden && { id: hidden }), ...fields } }
}

async function send(path: string, fields: Record<string, string>, wish: 'save' | 'submit', person = DANA) {
  const form = await filled(path, fields, person)
  return portal.post(form.action, { ...form.fields, do: wish }, person)
}

/** The address that a form led to, without what is said there. */
const ledTo = (answer: Response) => (answer.headers.get('location') ?? '').replace(/\?.*/, '')
const counts = async () => [...(await portal.read('/')).matchAll(/<dd>(\d+)<\/dd>/g)].map(([, count]) => Number(count))
const complaints = (page: string) => [...documentOf(page).querySelectorAll('.wrong')].map(({ textContent }) => textContent)

describe('a new case', () => {
  it('is saved with a name alone, and can be found, completed and submitted later', async () => {
    const saved = await send('/create-case', { consumerName: '  Marlow,\tEtta ' }, 'save')
    expect(saved.status).toBe(303)
    expect(saved.headers.get('location')).toMatch(/^\/cases\/[\w-]+\?saved$/)
    const page = await portal.read(saved.headers.get('location') ?? '')
    expect(page).toContain('The case is saved. It is not submitted yet.')
    expect(page).toContain('Case 26-001001')
    expect(page).toContain('value="Marlow, Etta"')
    expect(await counts()).toEqual([1, 0])

    portal.now += 3_600_000
    const submitted = await send(ledTo(saved), WHOLE, 'submit')
    expect(submitted.headers.get('location')).toBe(`${ledTo(saved)}?submitted`)
    const done = (await portal.read(submitted.headers.get('location') ?? '')).replaceAll('\u202f', ' ')
    for (const words of ['The case is submitted.', 'Case 26-001001', '02/03/1948', '11/24/2026, 1:00 PM EST']) expect(done).toContain(words)
    expect(await counts()).toEqual([0, 1])
  })

  it('is submitted at once by whoever has everything', async () => {
    const answer = await send('/create-case', WHOLE, 'submit')
    expect(answer.headers.get('location')).toMatch(/\?submitted$/)
    expect(await counts()).toEqual([0, 1])
  })

  it('has a number of its own, whoever writes it', async () => {
    const answers = await Promise.all([DANA, LEE, DANA, LEE].map((person) => send('/create-case', WHOLE, 'save', person)))
    const people = [DANA, LEE, DANA, LEE]
    const pages = await Promise.all(answers.map((answer, at) => portal.read(ledTo(answer), people[at])))
    const numbers = pages.map((page) => /Case (26-\d{6})/.exec(page)?.[1])
    expect(new Set(numbers)).toEqual(new Set(['26-001001', '26-001002', '26-001003', '26-001004']))
  })

  it('is one case however often its form is sent', async () => {
    const { action, fields } = await filled('/create-case', { ...WHOLE, do: 'submit' })
    const answers = await Promise.all([1, 2, 3].map(() => portal.post(action, fields)))
    for (const answer of answers) expect(answer.headers.get('location')).toBe(`/cases/${fields.id}?submitted`)
    expect(await counts()).toEqual([0, 1])
  })

  it('keeps what was changed after the Back button, in the same case', async () => {
    const { action, fields } = await filled('/create-case', { ...WHOLE, do: 'save' })
    await portal.post(action, fields)
    await portal.post(action, { ...fields, consumerName: 'Marlowe, Etta' })
    expect(await portal.read(`/cases/${fields.id}`)).toContain('value="Marlowe, Etta"')
    expect(await counts()).toEqual([1, 0])
  })

  it('stays apart from another’s with the same id', async () => {
    const { action, fields } = await filled('/create-case', { ...WHOLE, do: 'save' })
    await portal.post(action, fields)
    await portal.post(action, { ...fields, consumerName: 'Quist, Lee' }, LEE)
    expect(await portal.read(`/cases/${fields.id}`)).toContain('value="Marlow, Etta"')
    expect(await portal.read(`/cases/${fields.id}`, LEE)).toContain('value="Quist, Lee"')
  })
})

describe('a case that was submitted', () => {
  it.each(['save', 'submit'] as const)('stays as it is, whatever an older page sends, and the page says so: %s', async (wish) => {
    const { action, fields } = await filled('/create-case', WHOLE)
    await portal.post(action, { ...fields, do: 'submit' })
    for (const path of [action, `/cases/${fields.id}`]) {
      const answer = await portal.post(path, { ...fields, consumerName: 'Someone Else', do: wish })
      expect(answer.headers.get('location')).toBe(`/cases/${fields.id}?unchanged`)
    }
    const page = await portal.read(`/cases/${fields.id}?unchanged`)
    expect(page).toContain('This case had been submitted before, so what you sent just now was not kept.')
    expect(page).toContain('Marlow, Etta')
    expect(page).not.toContain('Someone Else')
  })

  it('is not said of one that is only saved, whatever the address says', async () => {
    const saved = await send('/create-case', WHOLE, 'save')
    expect(await portal.read(`${ledTo(saved)}?submitted`)).not.toContain('The case is submitted.')
  })
})

describe('a form that is not complete', () => {
  it('is shown again with what was typed, says what is missing at the field and above, and keeps nothing', async () => {
    const answer = await send('/create-case', { consumerName: 'Marlow, Etta', caseType: 'Inpatient stay' }, 'submit')
    expect(answer.status).toBe(422)
    const page = await answer.text()
    const missing = ['Enter the consumer ID.', 'Enter the date of birth.', 'Choose the contract.', 'Enter the program number.']
    expect(complaints(page)).toEqual(missing)
    const shown = documentOf(page)
    expect(shown.querySelector('[role="alert"] h2')?.textContent).toBe('Look at 4 fields, then send the form again')
    for (const link of shown.querySelectorAll('[role="alert"] a')) {
      const field = shown.getElementById(link.getAttribute('href')?.slice(1) ?? '')
      expect(field?.getAttribute('aria-invalid')).toBe('true')
      expect(shown.getElementById(field?.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent).toBe(link.textContent)
    }
    expect(page).toContain('value="Marlow, Etta"')
    expect(page).toContain('<option selected>Inpatient stay</option>')
    expect(shown.title).toBe('Not kept yet: Create case – Provider Portal')
    expect(await counts()).toEqual([0, 0])
  })

  it('is the same case when it is sent again', async () => {
    const { action, fields } = await filled('/create-case', {})
    const again = documentOf(await (await portal.post(action, fields)).text())
    expect(again.querySelector('form.case input[type="hidden"]')?.getAttribute('value')).toBe(fields.id)
  })

  it.each([
    ['dateOfBirth', '13/40/1950', 'Enter a date of the calendar as month, day and year, such as 04/12/1957.'],
    ['dateOfBirth', '02/29/2023', 'Enter a date of the calendar as month, day and year, such as 04/12/1957.'],
    ['dateOfBirth', 'in spring', 'Enter a date of the calendar as month, day and year, such as 04/12/1957.'],
    ['dateOfBirth', '11/25/2026', 'Enter a date of birth that is not in the future.'],
    ['consumerName', '', 'Enter the consumer’s name.'],
    ['consumerName', 'x'.repeat(81), 'Use at most 80 characters.'],
    ['contract', 'A plan of nobody', 'Choose the contract.'],
  ])('is not even saved with %s “%s”', async (field, typed, words) => {
    const answer = await send('/create-case', { ...WHOLE, [field]: typed }, 'save')
    expect(answer.status).toBe(422)
    expect(complaints(await answer.text())).toEqual([words])
    expect(await counts()).toEqual([0, 0])
  })

  it.each(['04/12/1957', '4-12-1957', '04121957', '1957-04-12'])('takes the date of birth as people type it: %s', async (typed) => {
    const answer = await send('/create-case', { ...WHOLE, dateOfBirth: typed }, 'save')
    expect(await portal.read(ledTo(answer))).toContain('value="04/12/1957"')
  })

  it('leaves a saved case as it was', async () => {
    const saved = await send('/create-case', WHOLE, 'save')
    const refused = await send(ledTo(saved), { ...WHOLE, dateOfBirth: '' }, 'submit')
    expect([refused.status, complaints(await refused.text())]).toEqual([422, ['Enter the date of birth.']])
    expect(await portal.read(ledTo(saved))).toContain('value="02/03/1948"')
    expect(await counts()).toEqual([1, 0])
  })
})

describe('a form that comes from elsewhere', () => {
  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.test' }],
    ['a neighbour of this site', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://shop.clinic.test' }],
    ['nowhere', {}],
    ['the portal’s own address behind the guard', { Origin: 'http://localhost' }],
  ])('%s changes nothing', async (_, headers) => {
    const answer = await portal.post('/create-case', { ...WHOLE, do: 'submit' }, DANA, headers)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('The form was not sent from this portal')
    expect(await counts()).toEqual([0, 0])
  })

  it('is taken from a page of this origin, also by a browser that says no more than that', async () => {
    const headers = { Origin: 'https://portal.clinic.test' }
    expect((await portal.post('/create-case', { ...WHOLE, do: 'save' }, DANA, headers)).status).toBe(303)
  })
})

it('refuses a form of unreasonable length, and says what to do', async () => {
  const answer = await portal.post('/create-case', { ...WHOLE, consumerName: 'x'.repeat(20_000) })
  expect(answer.status).toBe(413)
  expect(await answer.text()).toContain('Go back and shorten what you entered.')
})

it('says so in words, and logs the class alone, when the database fails', async () => {
  await portal.database.run('drop table cases')
  const answer = await portal.post('/create-case', { ...WHOLE, do: 'save' })
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('Look at the list of your cases before you send it again.')
  expect(portal.logged).toHaveLength(1)
  expect(portal.logged.join()).not.toContain('Marlow')
  expect(NOON).toBe(portal.now)
})
