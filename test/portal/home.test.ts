import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CASES_SHOWN } from '../../src/portal/cases.ts'
import { addSamples } from '../../src/portal/samples.ts'
import { aCase, addCases, DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(() => portal.close())

const home = (person = DANA) => portal.read('/', person)
const samples = () => addSamples(portal.database, 'dana', NOON)

it('shows the facility, the person, the navigation and the work in progress', async () => {
  await samples()
  const page = await home()
  expect(page).toContain('Contract: <bdi>Riverside Rehabilitation</bdi>')
  expect(page).toContain('<bdi>Dana Reyes</bdi>')
  expect(page).toContain('Search for case # or program #')
  for (const place of ['Home', 'Cases', 'Create case', 'Setup', 'Message center', 'Help']) expect(page).toContain(`>${place}</a>`)
  expect(page).toContain('<dt>Not submitted</dt><dd>6</dd>')
  expect(page).toContain('<dt>Submitted</dt><dd>3</dd>')
  expect(page).toContain('<b>2</b> new messages')
  expect(page).toContain('>Go to Message Center</a>')
})

it('says that the visitor has just been registered where the address says so, and nowhere else', async () => {
  const words = 'You are registered. From now on you log in with your new password and a code.'
  for (const path of ['/?registered', '/?registered=', '/cases?registered']) expect(await portal.read(path)).toContain(words)
  for (const path of ['/', '/?q=registered', '/cases']) expect(await portal.read(path)).not.toContain('registered.')
})

it('lists what was saved but not submitted, the latest first', async () => {
  await samples()
  const page = await home()
  expect(page).toContain('Request saved but not submitted')
  const names = [...page.matchAll(/<th scope="row"[^>]*><a[^>]*><bdi>([^<]*)/g)].map(([, name]) => name)
  const saved = ['Sampleton, Ida', 'Testerman, Quill', 'Placeholder, Wren', 'Mockridge, Odell', 'Example, Fern', 'Dummyworth, Basil']
  expect(names).toEqual(saved)
  expect(page).toContain('04/12/1957')
  expect(page.replaceAll('\u202f', ' ')).toContain('11/24/2026, 10:00 AM EST')
})

it('says so when there is nothing', async () => {
  const page = await home(LEE)
  expect(page).toContain('No records found.')
  expect(page).toContain('<dt>Not submitted</dt><dd>0</dd>')
  expect(page).toContain('<dt>Submitted</dt><dd>0</dd>')
  expect(page).toContain('<b>0</b> new messages')
})

it('never shows the cases of one person to another', async () => {
  await samples()
  const page = await home(LEE)
  expect(page).toContain('Hilltop Clinic')
  for (const trace of ['Sampleton', '26-0004', 'TEST-4', '<dd>6</dd>', '<b>2</b>']) expect(page).not.toContain(trace)
})

it('writes hostile names as text', async () => {
  const hostile = `<script>alert("x")</script>'&\u202egnp`
  const written = { consumerName: hostile, contract: hostile, caseType: hostile, consumerId: hostile, dateOfBirth: hostile }
  await addCases(portal, [aCase({ id: 'h', subject: '"><b>', ...written })])
  const page = await home({ sub: '"><b>', preferred_username: hostile, name: hostile, facility: hostile })
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39;&amp;/g)).toHaveLength(7)
  expect(page).toContain('value="tok-&quot;&gt;&lt;b&gt;"')
  expect(page).toContain('data-subject="&quot;&gt;&lt;b&gt;"')
})

it('shows the latest of very many, and says so', async () => {
  await addCases(
    portal,
    Array.from({ length: CASES_SHOWN + 7 }, (_, at) => aCase({ id: `c${at}`, subject: 'dana', lastModified: NOON - at })),
  )
  const page = await home()
  expect(page.match(/<th scope="row"/g)).toHaveLength(CASES_SHOWN)
  expect(page).toContain(`The latest ${CASES_SHOWN} of ${CASES_SHOWN + 7} are shown.`)
})

it('signs out, here and everywhere, by a form of the guard that carries the token of the pass', async () => {
  const page = await home()
  expect(page).toMatch(/<form method="post" action="\/auth\/sign-out"><input type="hidden" name="token" value="tok-dana">/)
  expect(page).toContain('formaction="/auth/sign-out-everywhere"')
})

it('allows no script but files of this origin, and no style but its own, on every answer', async () => {
  const answer = await portal.get('/')
  const page = await answer.text()
  const style = page.match(/<style>(.*)<\/style>/s)?.[1] ?? ''
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; connect-src 'self';/)
  expect(policy).not.toContain('unsafe')
  expect(page.match(/<script[^>]*>[^<]*/g)).toEqual([
    '<script src="/auth/session-00000000.js" defer data-subject="dana" data-warn-in="1650">',
  ])
  expect(page).not.toMatch(/\sstyle=|\son\w+=/)
  for (const path of ['/', '/no-such-page', '/healthz']) {
    const { headers } = await portal.get(path)
    expect([headers.get('content-security-policy'), headers.get('cache-control')]).toEqual([policy, 'no-store, private'])
    expect([headers.get('x-frame-options'), headers.get('x-content-type-options')]).toEqual(['DENY', 'nosniff'])
  }
})

it('says at its foot until when it is open, in the time zone of the portal', async () => {
  expect((await home()).replaceAll('\u202f', ' ')).toContain(
    '<footer class="wide">You are signed out after 30 minutes without a new page, and at 10:30 PM EST at the latest.</footer>',
  )
})

it('gives samples to whoever is named for them, once, and to nobody else', async () => {
  await portal.close()
  portal = await openPortal({ PORTAL_SAMPLES: 'lee.okafor, demo-*' })
  const counted = async (person: typeof DANA) => /<dt>Not submitted<\/dt><dd>(\d+)/.exec(await home(person))?.[1]
  expect(await counted(LEE)).toBe('6')
  expect(await counted({ ...DANA, sub: 'd', preferred_username: 'demo-7' })).toBe('6')
  expect(await counted(DANA)).toBe('0')
  await addSamples(portal.database, 'lee', NOON + 1000)
  expect(await counted(LEE)).toBe('6')
})
