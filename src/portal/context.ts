import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Around, Markup } from '../../views/portal/frame.ts'
import { type Fault, faultPage } from '../../views/portal/help.ts'
import type { Database } from './database.ts'
import type { Verify, Visitor } from './pass.ts'
import type { Settings } from './settings.ts'

/** What the portal is made of; a test hands in its own. */
export interface PortalDeps {
  database: Database
  verify: Verify
  settings: Settings
  /** Milliseconds since 1970; read once a request. */
  now(): number
  /** A UUID. */
  newId(): string
  log(line: string): void
}

/** What every page knows of the request. */
export interface Known {
  /** Milliseconds since 1970. */
  now: number
  visitor: Visitor
  around: Around
}

export type Env = { Variables: Known }

/** @param page nothing is shown as “not found” */
export const show = (c: Context<Env>, page: Markup | null, status: ContentfulStatusCode = 200) =>
  page ? c.html(page, status) : faulty(c, 'notFound', 404)

export const faulty = (c: Context<Env>, fault: Fault, status: ContentfulStatusCode) => c.html(faultPage(c.var.around, fault), status)

const TITLES = { 401: 'No valid pass', 500: 'Fault', 503: 'Unavailable' } as const

/** RFC 9457: for whoever is nobody yet. */
export const problem = (c: Context, status: keyof typeof TITLES, detail: string) =>
  c.json({ type: 'about:blank', title: TITLES[status], status, detail }, status, { 'Content-Type': 'application/problem+json' })
