import { Hono } from 'hono'
import { casesPage, foundPage } from '../../views/portal/cases.ts'
import { helpPage, setupPage } from '../../views/portal/help.ts'
import { homePage } from '../../views/portal/home.ts'
import { messagePage, messagesPage } from '../../views/portal/messages.ts'
import { casesOf, homeOf } from './cases.ts'
import { type Env, faulty, type PortalDeps, show } from './context.ts'
import { findMessage, markRead, messagesOf } from './messages.ts'
import { searchFor } from './search.ts'

/** What is read, in the navigation's order. A person's own, always: every query asks for the pass's subject. */
export const pages = ({ database, settings }: PortalDeps) =>
  new Hono<Env>()
    .get('/', async (c) => {
      const { around, visitor } = c.var
      const search = searchFor(c.req.query('q'))
      if (!search) return show(c, homePage(around, await homeOf(database, visitor.subject)))
      return show(c, foundPage(around, await casesOf(database, visitor.subject, { search, state: null, page: 1 })))
    })
    .get('/cases', async (c) => {
      const { q, state, page } = c.req.query()
      const wanted = { search: searchFor(q), state: STATES.find((each) => each === state) ?? null, page: pageNumber(page) }
      return show(c, casesPage(c.var.around, await casesOf(database, c.var.visitor.subject, wanted)))
    })
    .get('/setup', (c) => show(c, setupPage(c.var.around)))
    .get('/messages', async (c) => show(c, messagesPage(c.var.around, await messagesOf(database, c.var.visitor.subject))))
    .get('/messages/:id', async (c) => {
      const message = await findMessage(database, c.var.visitor.subject, c.req.param('id'))
      return message ? show(c, messagePage(c.var.around, message)) : faulty(c, 'notFound', 404)
    })
    .post('/messages/:id/read', async (c) => {
      await markRead(database, c.var.visitor.subject, c.req.param('id'), c.var.now)
      return c.redirect('/messages', 303)
    })
    .get('/help', (c) => show(c, helpPage(c.var.around, settings.SUPPORT)))

const STATES = ['saved', 'submitted'] as const

const pageNumber = (typed = '') => (/^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 1)
