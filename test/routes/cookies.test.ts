import { describe, expect, it } from 'vitest'
import { forget, heldTicket, keepTicket } from '../../src/routes/cookies.ts'
import { HTTPS, LOOPBACK, request } from './request.ts'

const TICKET = { id: 'i'.repeat(22), secret: 's'.repeat(43) }
const cookieOf = async (origin: string, kind: 'flow' | 'session' = 'flow') => {
  const answer = await request(
    (c) => {
      keepTicket(c, kind, TICKET)
      return c.body(null)
    },
    { origin },
  )
  return answer.headers.get('set-cookie') ?? ''
}
const ticketIn = async (cookie: string, origin = HTTPS) => {
  const answer = await request((c) => c.json(heldTicket(c, 'flow')), { origin, headers: { cookie } })
  return answer.json()
}

/** F07. */
describe('a cookie', () => {
  it('over https is bound to the host, secure, and out of reach of scripts and other sites', async () => {
    const [pair, ...attributes] = (await cookieOf(HTTPS)).split('; ')
    expect(pair).toBe(`__Host-latchkey-flow=${TICKET.id}.${TICKET.secret}`)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  it('of a session lives as long as a session may', async () => {
    expect(await cookieOf(HTTPS, 'session')).toMatch(/^__Host-latchkey=.*Max-Age=43200/)
  })

  it('on loopback goes without what browsers would refuse there', async () => {
    const cookie = await cookieOf(LOOPBACK)
    expect(cookie).toMatch(/^latchkey-flow=/)
    expect(cookie).not.toContain('Secure')
    expect(cookie).toContain('HttpOnly')
  })

  it('is forgotten under the name and path it was kept', async () => {
    const answer = await request((c) => {
      forget(c, 'flow')
      return c.body(null)
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-latchkey-flow=; Max-Age=0; Path=\/; Secure/)
  })
})

describe('what comes back is a ticket', () => {
  it('when it looks like one', async () => {
    expect(await ticketIn(`__Host-latchkey-flow=${TICKET.id}.${TICKET.secret}`)).toEqual(TICKET)
  })

  it.each([
    ['without a secret', TICKET.id],
    ['with an empty secret', `${TICKET.id}.`],
    ['with three parts', `${TICKET.id}.${TICKET.secret}.x`],
    ['with too short a secret', `${TICKET.id}.${'s'.repeat(31)}`],
    ['that is too long', `${TICKET.id}.${'s'.repeat(65)}`],
    ['with other signs', `${TICKET.id}.${'%27'.repeat(15)}`],
    ['that is nothing', ''],
  ])('and not %s', async (_, value) => {
    expect(await ticketIn(`__Host-latchkey-flow=${value}`)).toBeNull()
  })

  it('and not under the name that any site nearby could set', async () => {
    expect(await ticketIn(`latchkey-flow=${TICKET.id}.${TICKET.secret}`)).toBeNull()
  })
})
