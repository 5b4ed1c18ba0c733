import { describe, expect, it } from 'vitest'
import { setPassword, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import { passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

/** "You are registered! The system will automatically authenticate and display your facility home page." */
describe.concurrent.each(WAYS)('the facility home page on $runtime, $how', ({ runtime, manner }) => {
  const registered = async (more = {}) => walkTo(await traveller(stackNamed(runtime), manner, more), 'portal', 'Email')

  it('is shown at once, with the facility, the person and the guide’s navigation', async () => {
    const { visitor, person } = await registered()
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/', 'Home'])
    expect(visitor.words).toContain(`Contract: ${person.facility}`)
    expect(visitor.words).toContain(`Signed in as ${person.name}`)
    expect(visitor.words).toContain('Home Cases Create case Setup Message center Help')
    expect((await visitor.reload()).path).toBe('/')
  })

  it('says that one is registered, and says it no more when one comes again', async () => {
    const { visitor } = await registered()
    const words = 'You are registered. From now on you log in with your new password and a code.'
    expect(visitor.words).toContain(words)
    await visitor.follow('Help')
    await visitor.follow('Home')
    expect([visitor.path, visitor.words.includes('registered')]).toEqual(['/', false])
  })

  it('is left with “Sign out”, and needs a session from then on', async () => {
    const { visitor, stack } = await registered()
    const kept = visitor.cookies.copy()
    passRunsOut(kept)
    await visitor.press('Sign out')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/login'])
    expect(visitor.words).toContain('You are signed out.')
    await visitor.open('/')
    expect([visitor.path, visitor.url.search]).toEqual(['/auth/login', '?return_to=%2F'])
    const replayed = await new Visitor(stack.origin, { cookies: kept }).open('/')
    expect(replayed.path).toBe('/auth/login')
  })
})

describe.concurrent.each(RUNTIMES)('the facility home page on %s', (runtime) => {
  const registered = async (more = {}) => walkTo(await traveller(stackNamed(runtime), {}, more), 'portal', 'Email')

  it('lists the requests that one person has saved', async () => {
    const { visitor } = await registered({ cases: true })
    expect(visitor.words).toContain('2 new messages')
    expect(visitor.words).toContain('Not submitted 6 Submitted 3')
    expect(visitor.words).toContain('Contract Case type Consumer ID Consumer name Date of birth Last modified')
    expect(visitor.words).toContain('Private duty nursing TEST-40021 Sampleton, Ida 04/12/1957')
    expect(visitor.words).not.toContain('No records found.')
  })

  it('says “No records found.” to another', async () => {
    const { visitor } = await registered()
    expect(visitor.words).toContain('Request saved but not submitted')
    expect(visitor.words).toContain('No records found.')
    expect(visitor.words).toContain('0 new messages')
    expect(visitor.words).toContain('Not submitted 0 Submitted 0')
    expect(visitor.words).not.toContain('Sampleton')
  })

  it('finds a case by its number', async () => {
    const { visitor } = await registered({ cases: true })
    await visitor.fill({ 'Search for case # or program #': '26 000417' }).press('Search')
    expect(visitor.words).toContain('26-000417')
    expect(visitor.words).not.toContain('26-000416')
  })

  it('leads to every place of the guide’s navigation', async () => {
    const { visitor } = await registered()
    for (const place of ['Cases', 'Create case', 'Setup', 'Message center', 'Help', 'Home']) {
      await visitor.follow(place)
      expect([visitor.status, visitor.heading]).toEqual([200, place])
    }
  })

  it('lets one save a case without submitting, and submit it later', async () => {
    const { visitor } = await registered()
    await visitor.follow('Create case')
    await visitor.fill({ 'Consumer name': 'Marlow, Etta' }).press('Save without submitting')
    expect(visitor.words).toContain('The case is saved. It is not submitted yet.')
    await visitor.fill({ 'Consumer ID': 'TEST-50001', 'Date of birth': '02/03/1948', 'Program #': 'INP-2001' })
    await visitor.fill({ Contract: 'Example Health Plan', 'Case type': 'Inpatient stay' }).press('Submit')
    expect(visitor.words).toContain('The case is submitted.')
    await visitor.follow('Home')
    expect(visitor.words).toContain('Not submitted 0 Submitted 1')
  })

  it('counts a message as new until its reader says that it was read', async () => {
    const { visitor } = await registered({ cases: true })
    await visitor.follow('Go to Message Center')
    await visitor.follow('one document is missing')
    await visitor.press('Mark as read')
    expect(visitor.words).toContain('1 of your messages is new.')
    await visitor.follow('Home')
    expect(visitor.words).toContain('1 new message')
  })

  it.each([
    ['/', '/?registered', 'Home'],
    ['/help', '/help?registered', 'Help'],
    ['/?q=26%2F1', '/?q=26%2F1', 'Search results'],
  ])('leads from %s to login and, once registered, to %s', async (wanted, found, heading) => {
    const { visitor, ...dana } = await traveller(stackNamed(runtime))
    await visitor.open(wanted)
    expect([visitor.path, visitor.url.search]).toEqual(['/auth/login', `?return_to=${encodeURIComponent(wanted)}`])
    await walkTo({ visitor, ...dana }, 'set-password', 'Email')
    await setPassword({ visitor, ...dana })
    expect([visitor.status, visitor.path + visitor.url.search, visitor.heading]).toEqual([200, found, heading])
  })

  it('is where the screens of a registration that is over lead', async () => {
    const { visitor } = await registered()
    for (const path of ['choose-method', 'set-password', 'cancel']) {
      await visitor.open(`/auth/register/${path}`)
      expect([visitor.status, visitor.path]).toEqual([200, '/'])
    }
  })
})
