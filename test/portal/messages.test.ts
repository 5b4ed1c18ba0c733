import { afterEach, beforeEach, expect, it } from 'vitest'
import { addSamples } from '../../src/portal/samples.ts'
import { documentOf } from '../support/document.ts'
import { DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeEach(async () => {
  portal = await openPortal()
  await addSamples(portal.database, 'dana', NOON)
})
afterEach(() => portal.close())

const unread = async (person = DANA) => /<b>(\d+)<\/b> new message/.exec(await portal.read('/', person))?.[1]

it('lists the messages, the latest first, and says which are new', async () => {
  const page = await portal.read('/messages')
  expect(page).toContain('2 of your messages are new.')
  const rows = [...documentOf(page).querySelectorAll('tbody tr')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim())
  expect(rows[0]).toMatch(/^Case 26-000407: one document is missing .* New$/)
  expect(rows[1]).toMatch(/^Case 26-000385 was approved .* New$/)
})

it('opens one to read, and opening alone changes nothing', async () => {
  const page = await portal.read('/messages/sample-1')
  expect(page).toContain('Please add the signed order for the equipment.')
  expect(await unread()).toBe('2')
})

it('is read once its reader says so, and stays read since then', async () => {
  const [form] = documentOf(await portal.read('/messages/sample-1')).querySelectorAll('main form')
  const answer = await portal.post(form?.getAttribute('action') ?? '')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/messages'])
  expect(await unread()).toBe('1')
  expect(await portal.read('/messages')).toContain('1 of your messages is new.')
  portal.now += 3_600_000
  await portal.post('/messages/sample-1/read')
  const page = (await portal.read('/messages/sample-1')).replaceAll('\u202f', ' ')
  expect(page).toContain('Read 11/24/2026, 12:00 PM EST')
  expect(page).not.toContain('Mark as read')
  await portal.post('/messages/sample-2/read')
  expect(await portal.read('/messages')).toContain('You have read all your messages.')
})

it('is neither shown to another nor marked by them', async () => {
  expect((await portal.get('/messages/sample-1', LEE)).status).toBe(404)
  await portal.post('/messages/sample-1/read', {}, LEE)
  expect(await unread()).toBe('2')
  expect(await portal.read('/messages', LEE)).toContain('No records found.')
})
