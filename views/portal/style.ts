import { readable } from './colour.ts'

const LIGHT = { ground: '#ffffff', soft: '#f2f5f6' }
const DARK = { ground: '#14181a', soft: '#1d2326' }
/** WCAG 2.2, 1.4.6. */
const CONTRAST = 7

/**
 * The portal's style sheet; it stands inside the page, so its hash belongs in the content security policy.
 * No quotes, ampersands or angle brackets in it: JSX would escape them, and the hash would no longer match.
 * @param accent `#rrggbb`
 */
export function portalStyle(accent: string): string {
  const light = `--ground:${LIGHT.ground};--soft:${LIGHT.soft};--ink:#1a2023;--quiet:#3c474d;--line:#cdd5d9;--edge:#65727a;--good:#0a5b31;--bad:#8f1414;--accent:${readable(accent, LIGHT.soft, CONTRAST)}`
  const dark = `--ground:${DARK.ground};--soft:${DARK.soft};--ink:#e8ecee;--quiet:#bcc6cb;--line:#3f4a50;--edge:#8d999f;--good:#8fdcae;--bad:#ffb4ab;--accent:${readable(accent, DARK.soft, CONTRAST)}`
  const both = `:root{color-scheme:light dark;${light}}@media (prefers-color-scheme:dark){:root{${dark}}}${RULES}`
  return both.replace(/\n\s*/g, '')
}

const RULES = `
*,*::before,*::after{box-sizing:border-box}
html{font:106.25%/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink)}
body{margin:0}
h1,h2,p,dl,dd,form,ul{margin:0}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.15rem;line-height:1.3}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem;padding:.6rem 1rem;background:var(--ground)}
.skip:focus{left:.5rem;top:.5rem;z-index:1}
.wide{max-width:80rem;margin:0 auto;padding:0 1rem}
.top{background:var(--soft);border-top:.3rem solid var(--accent)}
.top .wide{display:flex;flex-wrap:wrap;gap:.75rem 2rem;align-items:end;padding-top:.75rem;padding-bottom:.75rem}
.top img{display:block;max-height:2.6rem;max-width:12rem}
.brand{color:var(--quiet)}
.contract{font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
.search{flex:1 1 18rem;min-width:0;max-width:32rem}
.search label{display:block;font-weight:600;margin-bottom:.25rem}
.pair{display:flex;gap:.5rem}
input,select,button{font:inherit;min-height:2.75rem;border-radius:.3rem;border:1px solid var(--edge);padding:.4rem .75rem}
input,select{flex:1;width:100%;min-width:0;background:var(--ground);color:var(--ink)}
button{background:var(--accent);border-color:var(--accent);color:var(--ground);font-weight:600;cursor:pointer}
button.plain{background:transparent;color:var(--accent)}
.who{margin-left:auto;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}
.who p{overflow-wrap:anywhere}
.who form{display:flex;flex-wrap:wrap;gap:.5rem 1rem}
.quiet{color:var(--quiet)}
.main{border-bottom:1px solid var(--line)}
.main ul{display:flex;flex-wrap:wrap;list-style:none;margin:0 auto;gap:0 .25rem}
.main a{display:flex;align-items:center;min-height:2.75rem;padding:.25rem .8rem;border-bottom:.25rem solid transparent;
text-decoration:none;text-transform:uppercase;letter-spacing:.04em;font-size:.9rem;font-weight:600}
.main li:first-child a{margin-left:-.8rem}
.main li:last-child{margin-left:auto}
.main li:last-child a{text-transform:none;letter-spacing:0}
.main a:hover{border-color:var(--edge)}
.main a[aria-current]{border-color:var(--accent);color:var(--ink)}
main.wide{padding-top:1.5rem;padding-bottom:3rem;display:grid;gap:1.5rem;justify-items:start}
main:focus-visible{outline:0}
footer.wide{padding-bottom:1.5rem;color:var(--quiet);font-size:.9rem}
.glance{display:flex;flex-wrap:wrap;gap:1rem;width:100%}
.card{flex:1 1 18rem;border:1px solid var(--line);border-radius:.4rem;padding:1rem 1.25rem}
.card dl,.card p{display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:baseline}
.card dl div{display:flex;gap:.6rem;align-items:baseline}
.card dt{text-transform:uppercase;letter-spacing:.04em;font-size:.9rem}
b,.card dd{font-size:1.6rem;font-weight:600;font-variant-numeric:tabular-nums}
.count{display:flex;gap:.6rem;align-items:baseline}
.notice{width:100%;border-left:.35rem solid var(--good);background:var(--soft);padding:.6rem 1rem;overflow-wrap:anywhere}
.go{display:inline-flex;align-items:center;min-height:2.75rem}
.card .go{margin:-.6rem 0}
.notice,.alert{width:100%}
.alert{border:2px solid var(--bad);border-radius:.4rem;padding:.75rem 1.25rem}
.alert ul{padding-left:1.25rem}
.alert li a{display:inline-flex;align-items:center;min-height:2.75rem}
.wrong{color:var(--bad);font-weight:600}
.case{display:grid;gap:1.25rem;width:100%;max-width:34rem}
.field{display:grid;gap:.25rem}
.field label{font-weight:600}
.field:has(.wrong){border-left:.3rem solid var(--bad);padding-left:.75rem}
[aria-invalid]{border:2px solid var(--bad)}
.buttons,.which{display:flex;flex-wrap:wrap;gap:.5rem 1rem}
.which a{display:inline-flex;align-items:center;min-height:2.75rem;padding:0 .25rem}
.which a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none;border-bottom:.2rem solid var(--accent)}
.facts{display:grid;gap:.5rem;width:100%}
.facts div{display:grid;grid-template-columns:9rem 1fr;gap:.5rem}
.facts dt{color:var(--quiet)}
.facts dd,h1,th a{overflow-wrap:anywhere}
th a{display:inline-block;padding:.6rem 0;margin:-.6rem 0}
.letter{max-width:40rem;white-space:pre-line;overflow-wrap:anywhere}
section{width:100%;display:grid;gap:.75rem}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.6rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
tbody th{font-weight:600}
.whole{white-space:nowrap}
thead th{background:var(--soft);border-bottom:2px solid var(--edge);vertical-align:bottom}
@media (max-width:63.99rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,tbody th,td{display:block}
tr{border:1px solid var(--line);border-radius:.4rem;margin-bottom:.75rem;padding:.4rem .75rem}
tbody th,td{display:grid;grid-template-columns:7.4rem 1fr;gap:.5rem;border:0;padding:.25rem 0;overflow-wrap:anywhere}
[data-label]::before{content:attr(data-label);color:var(--quiet);font-weight:400}
.none{display:block}
.whole{white-space:normal}
}
@media (max-width:39.99rem){
.who{margin-left:0;width:100%;justify-content:space-between}
.search{flex-basis:100%}
.main ul{display:grid;grid-template-columns:1fr 1fr}
.main a{padding:.25rem .4rem}
.card .go{margin:0}
.main li:first-child a{margin-left:0}
.main li:last-child{margin-left:0}
}
@media (forced-colors:active){
.main a,.main a:hover{border-color:Canvas}
.main a[aria-current]{border-color:CanvasText}
}
@media print{
.skip,.search,.who form,nav,.go{display:none}
.top,thead th{background:none}
}`
