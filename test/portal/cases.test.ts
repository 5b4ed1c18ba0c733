import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CASES_A_PAGE } from '../../src/portal/cases.ts'
import { addSamples } from '../../src/portal/samples.ts'
import { documentOf } from '../support/document.ts'
import { aCase, addCases, DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(() => portal.close())

const found = (page: string) => [...page.matchAll(/data-label="Case #"><bdi>([^<]*)/g)].map(([, number]) => number)
const linkTo = (page: string, words: string) =>
  [...documentOf(page).querySelectorAll('main a')].find(({ textContent }) => textContent === words)?.getAttribute('href') ?? ''

describe('the list of cases', () => {
  it('has what was saved and what was submitted, the latest first, each leading to its case', async () => {
    await addSamples(portal.database, 'dana', NOON)
    const page = await portal.read('/cases')
    expect(found(page)).toEqual(['417', '416', '409', '407', '402', '390', '385', '371', '322'].map((number) => `26-000${number}`))
    expect(page).toContain('<a href="/cases/sample-26-000407"><bdi>Sampleton, Ida</bdi></a>')
  })

  it('can be narrowed to the submitted or the others, and searched within', async () => {
    await addSamples(portal.database, 'dana', NOON)
    const all = await portal.read('/cases?q=40021')
    expect(found(all)).toEqual(['26-000417', '26-000407'])
    const submitted = await portal.read(linkTo(all, 'Submitted'))
    expect(found(submitted)).toEqual(['26-000407'])
    expect(found(await portal.read(linkTo(submitted, 'Not submitted')))).toEqual(['26-000417'])
    expect(submitted).toContain('value="40021"')
    expect(submitted).toMatch(/<a href="[^"]*state=submitted" aria-current="page">Submitted/)
  })

  it('comes in pages, and says on which one is', async () => {
    const many = CASES_A_PAGE * 2 + 3
    await addCases(
      portal,
      Array.from({ length: many }, (_, at) => aCase({ id: `c${at}`, subject: 'dana', caseNumber: `26-${at}`, lastModified: NOON - at })),
    )
    const first = await portal.read('/cases')
    expect(first).toContain('Page 1, the latest first')
    const second = await portal.read(linkTo(first, 'Older cases'))
    const third = await portal.read(linkTo(second, 'Older cases'))
    expect([first, second, third].flatMap(found)).toEqual(Array.from({ length: many }, (_, at) => `26-${at}`))
    expect([linkTo(first, 'Newer cases'), linkTo(third, 'Older cases'), linkTo(second, 'Newer cases')]).toEqual(['', '', '/cases'])
  })

  it.each(['0', '-1', '2.5', 'x', '999999999999', ''])('is the first page where the address says page=%s', async (page) => {
    await addCases(portal, [aCase({ id: 'c', subject: 'dana' })])
    expect(found(await portal.read(`/cases?page=${page}&state=lost`))).toHaveLength(1)
  })
})

it('shows a submitted case to read, with nothing to change', async () => {
  await addCases(portal, [aCase({ id: 'c', subject: 'dana', state: 'submitted' })])
  const page = await portal.read('/cases/c')
  for (const words of ['Case 26-000001', 'Sampleton, Ida', '04/12/1957', 'DME-0001', 'Outpatient therapy']) expect(page).toContain(words)
  expect(documentOf(page).querySelectorAll('main form, main button')).toHaveLength(0)
})

it('shows nobody the case of another, nor lets them change it', async () => {
  await addCases(portal, [aCase({ id: 'c', subject: 'dana' })])
  expect((await portal.get('/cases/c', LEE)).status).toBe(404)
  expect((await portal.post('/cases/c', { consumerName: 'Lee was here', do: 'save' }, LEE)).status).toBe(404)
  expect(await portal.read('/cases/c', DANA)).toContain('Sampleton, Ida')
})
