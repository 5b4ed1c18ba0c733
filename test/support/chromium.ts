import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'

/** Lets nothing but this machine be asked, and no background service start. */
const ALONE = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
]

export async function openBrowser(): Promise<Browser> {
  const { program, environment } = inject('chromium')
  // Chromium's sandbox refuses to work for root, which is who builds in a container.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const env = { ...(process.env as Record<string, string>), ...environment }
  return chromium.launch({ executablePath: program, args: [...ALONE, ...sandbox], env })
}

export interface Window {
  page: Page
  /** Errors of scripts and of the console, and whatever the content security policy forbade. */
  complaints: string[]
  /** What axe finds wrong with the page as it stands, one line a finding. */
  audit(): Promise<string[]>
  close(): Promise<void>
}

export async function openWindow(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 }, ...options })
  const complaints: string[] = []
  await context.exposeBinding('reportViolation', (_, words: string) => complaints.push(words))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation(words: string): void }
      reportViolation(`CSP ${event.violatedDirective}: ${event.blockedURI} on ${location.pathname}`)
    })
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  // Without scripts, axe cannot run; the same pages are audited with them.
  const looked = options.javaScriptEnabled === false ? async () => [] : () => audit(page)
  return { page, complaints, audit: looked, close: () => context.close() }
}

/** Chromium reports answers as errors that are no faults: 422 is a refusal, 401 the end of a session, and 503 how many at once are answered. */
const isRefusal = (text: string) => /Failed to load resource: .* status of (4(01|09|22|29)|503)/.test(text)

async function audit(page: Page): Promise<string[]> {
  // A step that was swapped in stands on a page that has it already.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    // WCAG 2.2, 1.4.6: a contrast of 7:1.
    (window as unknown as { axe: typeof axe }).axe.run({ rules: { 'color-contrast-enhanced': { enabled: true } } }),
  )
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`)
}
