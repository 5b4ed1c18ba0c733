import { expect, inject, it } from 'vitest'
import { isBookkeeping, Line } from '../support/line.ts'
import { Mailbox } from '../support/mailbox.ts'
import { freshEmail, somebody } from '../support/people.ts'
import type { Stack } from '../support/stack.ts'
import { Visitor } from '../support/visitor.ts'

const stack = inject('stacks').quiet as Stack
for (const htmx of [false, true]) {
  it(`walks ${htmx}`, async () => {
    const person = await somebody(stack, { cases: true })
    const v = new Visitor(stack.origin, { htmx })
    const line = new Line(stack.line)
    const mail = new Mailbox(stack.carrier)
    await v.open('/auth/login')
    console.log(v.status, v.title, v.words.slice(0, 300), v.bytes)
    await v.open('/auth/register')
    console.log(v.status, v.title, v.words.slice(0, 600), v.bytes)
    v.fill({ username: person.username, password: person.password })
    const trips = await line.tripsOf(() => v.press('Continue'))
    console.log(
      v.status,
      v.path,
      v.heading,
      v.requests,
      v.words,
      trips.map((t) => [t.ended - t.began, isBookkeeping(t), t.statements.map((s) => s.slice(0, 50))]),
    )
    console.log([...v.page.querySelectorAll('button')].map((b) => b.outerHTML))
  })
}
