import { type Context, Hono } from 'hono'
import { type CaseNotice, createCasePage, savedCasePage, submittedCasePage } from '../../views/portal/case.ts'
import { caseForm, complaintsOf, EMPTY } from './case-form.ts'
import { findCase, keepCase } from './cases.ts'
import { type Env, faulty, type PortalDeps, show } from './context.ts'
import type { Case } from './schema.ts'

/** Creating a case, and going on with one that was saved. A form is answered by a redirect, so that reloading sends nothing again. */
export const caseRoutes = ({ database, newId }: PortalDeps) => {
  const keep = async (c: Context<Env>, id: string, typed: Typed) => {
    const { visitor, now } = c.var
    const { entries, state } = typed
    const kept = await keepCase(database, { subject: visitor.subject, id, entries, state, now, today: today(c) })
    return c.redirect(`/cases/${id}?${kept ? state : 'unchanged'}`, 303)
  }
  return new Hono<Env>()
    .get('/create-case', (c) => show(c, createCasePage(c.var.around, { entries: EMPTY, complaints: {} }, newId())))
    .post('/create-case', async (c) => {
      const typed = await typedIn(c)
      const id = typed.id ?? newId()
      return typed.isRefused ? show(c, createCasePage(c.var.around, typed, id), 422) : keep(c, id, typed)
    })
    .get('/cases/:id', async (c) => {
      const found = await findCase(database, c.var.visitor.subject, c.req.param('id'))
      if (!found) return faulty(c, 'notFound', 404)
      const notice = noticeOf(c, found)
      if (found.state === 'submitted') return show(c, submittedCasePage(c.var.around, found, notice))
      return show(c, savedCasePage(c.var.around, found, { entries: found, complaints: {} }, notice))
    })
    .post('/cases/:id', async (c) => {
      const found = await findCase(database, c.var.visitor.subject, c.req.param('id'))
      if (!found) return faulty(c, 'notFound', 404)
      const typed = await typedIn(c)
      const isOpen = found.state === 'saved'
      return isOpen && typed.isRefused ? show(c, savedCasePage(c.var.around, found, typed), 422) : keep(c, found.id, typed)
    })
}

type Typed = Awaited<ReturnType<typeof typedIn>>

async function typedIn(c: Context<Env>) {
  const { id, do: wish, ...entries } = caseForm.parse(await c.req.parseBody())
  const complaints = complaintsOf(entries, wish === 'submit', today(c))
  const state: Case['state'] = wish === 'submit' ? 'submitted' : 'saved'
  return { id, entries, complaints, isRefused: Object.keys(complaints).length > 0, state }
}

const today = (c: Context<Env>) => c.var.around.look.day(c.var.now)

/** What has just been done, where it is true of the case: anybody can write an address. */
function noticeOf(c: Context, { state }: Case): CaseNotice | undefined {
  const possible: CaseNotice[] = state === 'saved' ? ['saved'] : ['submitted', 'unchanged']
  return possible.find((each) => c.req.query(each) !== undefined)
}
