import type { ResultSet } from '@libsql/client/web'
import type { SQL } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import { HomePage } from '../../views/portal/home.tsx'
import { type Brand, lookOf } from '../../views/portal/look.ts'
import { MatchesPage } from '../../views/portal/matches.tsx'
import { PLACES } from '../../views/portal/places.ts'
import { UnavailablePage } from '../../views/portal/unavailable.tsx'
import type { Built } from '../storage/database.ts'
import { homeOf, homeStatements } from './home.ts'
import { matchesOf, searchFor, searchStatements } from './search.ts'
import type { SessionTerm, Visitor } from './visitor.ts'

/** A person with a session, and what the portal asked for in the same round trip. */
export interface Visit {
  visitor: Visitor
  term: SessionTerm
  results: ResultSet[]
}

export interface PortalDeps {
  /**
   * Checks the session and runs the portal's statements in one batch. Null without a session.
   * @param statements the portal's reads; `subject` yields the account of the session, or null
   */
  visit(c: Context, statements: (subject: SQL) => Built[]): Promise<Visit | null>
  brand: Brand
  /** Where to log in; it is given `return_to`. */
  loginPath: string
  signOutPath: string
  /** The same for every browser of this person. */
  signOutEverywherePath: string
  /** The script that warns before the session ends. */
  sessionScript: string
  /** SHA-256 of the style sheet as a source of a content security policy, `sha256-…`. */
  cspHash(text: string): string
}

/** The portal: what a person came for. It knows who they are by the visit, and nothing of how they logged in. */
export function portal({ visit, brand, loginPath, signOutPath, signOutEverywherePath, sessionScript, cspHash }: PortalDeps): Hono {
  const look = lookOf(brand)
  const frame = (c: Context, { visitor, term }: Visit) => ({
    look,
    visitor,
    term,
    signOutPath,
    signOutEverywherePath,
    sessionScript,
    registered: c.req.query('registered') !== undefined,
  })
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    `style-src '${cspHash(look.style)}'`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

  const show = (c: Context, page: string | Promise<string>) => {
    c.header('Content-Security-Policy', policy)
    c.header('Cache-Control', 'no-store')
    return c.html(page)
  }
  const logIn = (c: Context) => {
    c.header('Cache-Control', 'no-store')
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`${loginPath}?return_to=${encodeURIComponent(pathname + search)}`, 303)
  }

  const app = new Hono()
  app.get('/', async (c) => {
    const search = searchFor(c.req.query('q'))
    const seen = await visit(c, (subject) => (search ? searchStatements(subject, search) : homeStatements(subject)))
    if (!seen) return logIn(c)
    return show(
      c,
      search ? (
        <MatchesPage {...frame(c, seen)} typed={search.text} matches={matchesOf(seen.results)} />
      ) : (
        <HomePage {...frame(c, seen)} home={homeOf(seen.results)} />
      ),
    )
  })
  for (const { place, path } of PLACES.filter(({ place }) => place !== 'home')) {
    app.get(path, async (c) => {
      const seen = await visit(c, () => [])
      return seen ? show(c, <UnavailablePage {...frame(c, seen)} place={place} />) : logIn(c)
    })
  }
  return app
}
