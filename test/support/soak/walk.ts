import { expect } from 'vitest'
import { Mailbox } from '../mailbox.ts'
import { freshEmail, freshPhone, somebody } from '../people.ts'
import { SoakBrowser } from './browser.ts'
import type { House } from './house.ts'
import type { Point } from './points.ts'

const PASSWORD = 'tall quiet meadow seven'

/** Somebody who may give an address to a house, one step at a time. */
export async function comeTo({ stack }: House, step: 'give-email' | 'give-phone') {
  const { username, password } = await somebody(stack)
  const [email, phone, browser] = [freshEmail(), freshPhone(), new SoakBrowser(stack.origin, '10.0.0.1')]
  const post = (place: string, fields: Record<string, string>) => browser.post(`/auth/register/${place}`, fields)
  await browser.open('/auth/register')
  await browser.post('/auth/register', { username, password })
  await post('choose-method', { method: 'phone' })
  if (step === 'give-phone') {
    await post('give-email', { email })
    await post('verify-email', { code: await new Mailbox(stack.carrier).code(email) })
    await post('set-password', { password: PASSWORD, again: PASSWORD })
  }
  expect([browser.status, browser.path]).toEqual([200, `/auth/register/${step}`])
  return { email, phone, browser, post }
}

/** Sends a form to a process that dies of it; another process answers when it is sent again. */
export async function dyingOf(house: House, dieAt: Point | `${Point}:${number}`, give: () => Promise<unknown>): Promise<void> {
  const dying = await house.begin(dieAt)
  for (const worker of house.workers) if (worker !== dying) await worker.kill()
  const given = give()
  await dying.ended
  await house.begin()
  await given
}
