/**
 * The frame of the carrier's pages: style, and a script that looks for news while the page is in sight.
 * Without the script everything works; one reloads by hand.
 */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'

export type Markup = ReturnType<typeof html>

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#16212b,#e8edf1);--soft:light-dark(#4a5863,#aab6c0);--paper:light-dark(#f4f6f8,#11181e);
--card:light-dark(#fff,#1a242c);--line:light-dark(#c9d2d9,#3a4852);--accent:light-dark(#0b4f6c,#8fd0ee);--on:light-dark(#fff,#0c1a22)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--accent)}h1{font-size:1.375rem;margin:0}h2{font-size:1.1875rem;margin:0 0 .75rem}h3{font-size:1.0625rem;margin:0}p{margin:.25rem 0}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;margin-bottom:1rem}
main{display:grid;gap:1rem}
@media(min-width:52rem){main.two{grid-template-columns:2fr 3fr;align-items:start}main.two>:last-child{grid-column:1/-1}}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin-bottom:.75rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
.soft{color:var(--soft)}.number{font-variant-numeric:tabular-nums}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0;font:inherit;font-variant-numeric:tabular-nums}
h3,p,dd{overflow-wrap:anywhere}
iframe{width:100%;height:28rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
label{display:block}
input{font:inherit;min-height:2.75rem;padding:.25rem .75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--card);color:inherit;max-width:100%}
button{font:inherit;min-height:2.75rem;min-width:2.75rem;padding:.25rem 1rem;border:1px solid var(--accent);border-radius:.5rem;background:transparent;color:var(--accent);cursor:pointer}
button.first{background:var(--accent);color:var(--on)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.keypad{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem;max-width:16rem;margin:.75rem 0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.375rem .5rem;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
`

/** Reloads when something changed, unless somebody is typing. */
const SCRIPT = `
let seen=document.body.dataset.version
setInterval(async()=>{if(document.hidden||document.activeElement.tagName=='INPUT')return
try{const now=await(await fetch('/version')).text();if(now!=seen)location.reload()}catch{}},2000)
`

const scriptHash = createHash('sha256').update(SCRIPT).digest('base64')

/** Nothing from elsewhere is loaded, not even by a mail; its own style is allowed. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${scriptHash}'`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

export const layout = (title: string, body: Markup, version: number | null = null) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body data-version="${version ?? ''}">
${body}
${version === null ? '' : html`<script>${raw(SCRIPT)}</script>`}
</body>
</html>`
