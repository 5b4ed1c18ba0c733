import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Site } from './site.ts'
import { text } from './text.ts'

/** A screen: its title, and the element that a step swaps. */
export type Screen = { title: string; main: Child; wide?: boolean; refresh?: number }

/** The whole document. Usable before any script arrives, and without one. */
export const Page = ({ site, screen }: { site: Site; screen: Screen }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{`${screen.title} - ${site.portal}`}</title>
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href="data:," />
      <style>{raw(site.style)}</style>
      {screen.refresh && (
        <noscript>
          <meta http-equiv="refresh" content={String(screen.refresh)} />
        </noscript>
      )}
      <meta name="htmx-config" content='{"includeIndicatorCSS":false,"history":"reload"}' />
      {site.scripts.map((src) => (
        <script src={src} defer />
      ))}
    </head>
    <body>
      <header class={screen.wide ? 'wide' : undefined}>{site.logo ? <img src={site.logo} alt={site.brand} /> : site.brand}</header>
      <div id="fault" role="alert" data-lost={text.faults.lost} />
      {screen.main}
      <footer class={screen.wide ? 'wide' : undefined}>{text.needHelp(site.support)}</footer>
    </body>
  </html>
)

/** What htmx swaps in: the title, and the step. */
export const Fragment = ({ site, screen }: { site: Site; screen: Screen }) => (
  <>
    <title>{`${screen.title} - ${site.portal}`}</title>
    {screen.main}
    <div id="fault" hx-swap-oob="innerHTML" />
  </>
)
