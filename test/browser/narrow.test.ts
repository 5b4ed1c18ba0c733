import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { type Guest, givePhone, guestAt } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** The widths, up to a phone's, at which a number does not stand on one line. Asked in the page itself, so it stands alone. */
function brokenAt(pattern: string): number[] {
  const step = document.querySelector<HTMLElement>('#step') as HTMLElement
  const texts = document.createTreeWalker(step, NodeFilter.SHOW_TEXT)
  const number = new RegExp(pattern)
  while (texts.nextNode() && !number.test(texts.currentNode.nodeValue ?? ''));
  const { index, 0: found } = number.exec(texts.currentNode.nodeValue ?? '') as RegExpExecArray
  const range = document.createRange()
  range.setStart(texts.currentNode, index)
  range.setEnd(texts.currentNode, index + found.length)
  const widths = Array.from({ length: 361 - 240 }, (_, more) => 240 + more)
  return widths.filter((width) => {
    step.style.width = `${width}px`
    return new Set([...range.getClientRects()].map(({ top }) => top)).size !== 1
  })
}

/** As it is masked, whichever hyphen it has. */
const MASKED = '•••.•••.\\d{4}'

describe.concurrent('on a phone of 360 px or less', () => {
  const at = async (button: 'Send Code' | 'Call Me', heading: string): Promise<Guest> => {
    const dana = await guestAt(browser, 'give-phone', { viewport: { width: 360, height: 740 } })
    await givePhone(dana, button)
    await standsOn(dana, '/auth/register/verify-phone', heading)
    return dana
  }

  it('the number that a text went to is not broken over two lines', async () => {
    const dana = await at('Send Code', 'Check your phone')
    expect(await dana.page.evaluate(brokenAt, MASKED)).toEqual([])
    await dana.close()
  })

  it('neither is the number that is called, nor the one to key in', async () => {
    const ruth = await at('Call Me', 'Answer your phone')
    expect(await ruth.page.evaluate(brokenAt, MASKED)).toEqual([])
    expect(await ruth.page.evaluate(brokenAt, '\\d{6}')).toEqual([])
    await ruth.close()
  })

  it('a code shows whole in its box, pasted with a space in it', async () => {
    const lee = await guestAt(browser, 'verify-email', { viewport: { width: 360, height: 740 } })
    const box = lee.page.getByLabel('Verification code')
    await box.focus()
    await lee.page.keyboard.insertText('482 913')
    expect(await box.evaluate((input: HTMLInputElement) => [input.value, input.scrollWidth - input.clientWidth])).toEqual(['482 913', 0])
    await lee.close()
  })
})
