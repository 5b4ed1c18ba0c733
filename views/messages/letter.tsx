import type { Child } from 'hono/jsx'

/** A mail, ready to send: the same sentences as plain text and as HTML. */
export type Letter = { subject: string; text: string; html: string }

/** A paragraph, or a code that stands alone. */
export type Part = string | { code: string }

/** No colours of our own, so that a dark mail program stays dark; no tables, pictures or links. */
const PAGE = 'margin:0 auto;padding:24px;max-width:34rem;font:17px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif'
// The gaps are style, not spaces: what is copied is the bare digits.
const CODE = 'margin:24px 0;font-size:34px;line-height:1.2;font-weight:700;letter-spacing:.2em;font-variant-numeric:tabular-nums'

export async function letter(language: string, subject: string, parts: readonly Part[]): Promise<Letter> {
  const page = (
    <Page language={language} subject={subject}>
      {parts.map((part) => (typeof part === 'string' ? <p style="margin:0 0 16px">{part}</p> : <p style={CODE}>{part.code}</p>))}
    </Page>
  )
  const text = parts.map((part) => (typeof part === 'string' ? part : part.code)).join('\n\n')
  return { subject, text: `${text}\n`, html: `<!doctype html>${await page.toString()}` }
}

const Page = ({ language, subject, children }: { language: string; subject: string; children: Child }) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      <title>{subject}</title>
    </head>
    <body style={PAGE}>{children}</body>
  </html>
)
