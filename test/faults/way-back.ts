import { expect } from 'vitest'
import { documentOf, wordsOn } from '../support/document.ts'
import type { Answer } from '../support/exchange.ts'

/** The answer says that we cannot go on, for how long to wait, and where to go on from. */
export function expectWayBack(answer: Answer, href: string): void {
  const page = documentOf(answer.text)
  expect(answer.status).toBe(503)
  expect(answer.headers['retry-after']).toBe('5')
  expect(wordsOn(page)).toContain('We cannot go on right now')
  expect(page.querySelector(`a[href="${href}"]`)?.textContent?.trim()).toBe('Try again')
}
