import { afterEach, beforeEach, expect, it } from 'vitest'
import { CASES_SHOWN } from '../../src/portal/home.ts'
import { seedCases } from '../../src/portal/seed.ts'
import { cspHash } from '../../src/system.ts'
import { aCase, DANA, LEE, NOON, type OpenPortal, openPortal } from './open-portal.tsx'

let portal: OpenPortal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(() => portal.close())

const home = async (person: typeof DANA | null) => (await portal.get('/', person)).text()

it('shows the facility, the person, the navigation and the work in progress', async () => {
  await portal.database.batch(seedCases('dana', NOON))
  const page = await home(DANA)
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
  for (const path of ['/?registered', '/?registered=', '/cases?registered']) {
    expect(await (await portal.get(path, DANA)).text()).toContain(words)
  }
  for (const path of ['/', '/?q=registered', '/cases']) expect(await (await portal.get(path, DANA)).text()).not.toContain('registered.')
})

it('lists what was saved but not submitted, the latest first', async () => {
  await portal.database.batch(seedCases('dana', NOON))
  const page = await home(DANA)
  expect(page).toContain('Request saved but not submitted')
  const names = [...page.matchAll(/<th scope="row"[^>]*><bdi>([^<]*)/g)].map(([, name]) => name)
  expect(names).toEqual([
    'Sampleton, Ida',
    'Testerman, Quill',
    'Placeholder, Wren',
    'Mockridge, Odell',
    'Example, Fern',
    'Dummyworth, Basil',
  ])
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
  await portal.database.batch(seedCases('dana', NOON))
  const page = await home(LEE)
  expect(page).toContain('Hilltop Clinic')
  for (const trace of ['Sampleton', '26-0004', 'TEST-4', '<dd>6</dd>', '<b>2</b>']) expect(page).not.toContain(trace)
})

it('reads the session and the page in one round trip', async () => {
  await portal.database.batch(seedCases('dana', NOON))
  const before = portal.trips()
  for (const [path, person] of [
    ['/', DANA],
    ['/?q=26', DANA],
    ['/cases', DANA],
    ['/', null],
  ] as const)
    await portal.get(path, person)
  expect(portal.trips() - before).toBe(4)
})

it('writes hostile names as text', async () => {
  const hostile = `<script>alert("x")</script>'&\u202egnp`
  await portal.close()
  portal = await openPortal([{ ...DANA, name: hostile, facility: hostile, formToken: '"><b>' }])
  await portal.database.batch([
    aCase({
      id: 'h',
      subject: 'dana',
      consumerName: hostile,
      contract: hostile,
      caseType: hostile,
      consumerId: hostile,
      dateOfBirth: hostile,
    }),
  ])
  const page = await home(DANA)
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39;&amp;/g)).toHaveLength(7)
  expect(page).toContain('value="&quot;&gt;&lt;b&gt;"')
})

it('shows the latest of very many, and says so', async () => {
  const many = Array.from({ length: CASES_SHOWN + 7 }, (_, at) => aCase({ id: `c${at}`, subject: 'dana', lastModified: NOON - at }))
  await portal.database.batch(many)
  const page = await home(DANA)
  expect(page.match(/<th scope="row"/g)).toHaveLength(CASES_SHOWN)
  expect(page).toContain(`The latest ${CASES_SHOWN} of ${CASES_SHOWN + 7} are shown.`)
})

it('signs out by a form that carries the token of the session', async () => {
  const page = await home(DANA)
  expect(page).toMatch(/<form method="post" action="\/auth\/sign-out"><input type="hidden" name="token" value="tok-dana"\/>/)
})

it('allows no script but files of this origin, and no style but its own', async () => {
  const answer = await portal.get('/', DANA)
  const page = await answer.text()
  const style = page.match(/<style>(.*)<\/style>/s)?.[1] ?? ''
  expect(answer.headers.get('content-security-policy')).toContain(`style-src '${cspHash(style)}'`)
  expect(answer.headers.get('content-security-policy')).toMatch(/; script-src 'self'; connect-src 'self';/)
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(page.match(/<script[^>]*>[^<]*/g)).toEqual([
    '<script src="/auth/session-00000000.js" defer="" data-subject="dana" data-warn-in="1650">',
  ])
  expect(page).not.toMatch(/\sstyle=|\son\w+=/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

it('says at its foot until when it is open, in the time zone of the portal', async () => {
  const page = (await home(DANA)).replaceAll('\u202f', ' ')
  expect(page).toContain(
    '<footer class="wide">You are signed out after 30 minutes without a new page, and at 10:30 PM EST at the latest.</footer>',
  )
})

it('can be seeded again without a change', async () => {
  await portal.database.batch(seedCases('dana', NOON))
  const first = await home(DANA)
  await portal.database.batch(seedCases('dana', NOON + 1000))
  expect(await home(DANA)).toBe(first)
})
