import { afterAll, beforeAll, expect, it } from 'vitest'
import { addSamples } from '../../src/portal/samples.ts'
import { aCase, addCases, DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
  await addSamples(portal.database, 'dana', NOON)
  await addCases(portal, [aCase({ id: 'lee-1', subject: 'lee', caseNumber: '77-123456' })])
})
afterAll(() => portal.close())

const search = (typed: string, person = DANA) => portal.read(`/?q=${encodeURIComponent(typed)}`, person)
const found = (page: string) => [...page.matchAll(/data-label="Case #"><bdi>([^<]*)/g)].map(([, number]) => number)

it.each([
  ['26-000417', ['26-000417']],
  ['# 26 000417', ['26-000417']],
  ['26000417', ['26-000417']],
  ['dme-2198', ['26-000407']],
  ['TEST-40021', ['26-000417', '26-000407']],
  [' ４０８８４ ', ['26-000402']],
])('finds %s, saved or submitted', async (typed, numbers) => {
  expect(found(await search(typed))).toEqual(numbers)
})

it.each(['77-123456', '%', '_', "' or 1=1 --", '\\', '\0', '\ud800', '999999'])('finds nothing for %j', async (typed) => {
  const answer = await portal.get(`/?q=${encodeURIComponent(typed.toWellFormed())}`, DANA)
  expect(answer.status).toBe(200)
  const page = await answer.text()
  expect(found(page)).toEqual([])
  expect(page).toContain('No records found.')
})

it('searches the cases of the person who asks, and of no one else', async () => {
  expect(found(await search('77-123456', LEE))).toEqual(['77-123456'])
  expect(found(await search('26-000417', LEE))).toEqual([])
})

it('says of each match whether it was submitted', async () => {
  const page = await search('TEST-40021')
  expect(page).toContain('data-label="Status"><bdi>Not submitted')
  expect(page).toContain('data-label="Status"><bdi>Submitted')
})

it.each(['', '   '])('shows the home page when %j was typed', async (typed) => {
  expect(await search(typed)).toContain('Request saved but not submitted')
})

it('repeats what was typed as text, in the box and above the table, never in the title', async () => {
  const page = await search(`"><img src=x>`)
  expect(page).not.toContain('<img')
  expect(page).toContain('value="&quot;&gt;&lt;img src=x&gt;"')
  expect(page).toContain('<title>Search results – Provider Portal</title>')
})

it('takes no more than the box does', async () => {
  const page = await search('9'.repeat(5000))
  expect(page).toContain(`value="${'9'.repeat(64)}"`)
  expect(page).not.toContain('9'.repeat(65))
})
