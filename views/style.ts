import { readable } from './colour.ts'

/**
 * The style sheet, small enough to stand inside the first page. Its hash is in the Content-Security-Policy.
 * Contrast is at least 7:1 in both schemes; targets are at least 44px; nothing moves.
 */
export const style = (accent: string): string => `
:root{color-scheme:light dark;--paper:#fff;--ink:#16202a;--soft:#46525e;--line:#8794a0;--tint:#f1f5f7;--accent:${readable(accent, '#f1f5f7', 7)};--on:#fff;--bad:#8c1d18;--good:#0a5b31}
@media(prefers-color-scheme:dark){:root{--paper:#12181d;--ink:#f0f4f7;--soft:#c3cdd6;--line:#7c8995;--tint:#1d262d;--accent:${readable(accent, '#1d262d', 7)};--on:#0b1115;--bad:#ffb4ab;--good:#8fdcae}}
*{box-sizing:border-box}
body{margin:0;border-top:5px solid var(--accent);background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
header,main,footer,#fault{max-width:34rem;margin:0 auto;padding:1rem}
#fault{padding:0 1rem;position:sticky;top:0;z-index:1}
#fault .alert{margin:.5rem 0}
.wide{max-width:60rem}
header{padding-bottom:0;font-weight:700;font-size:1.2rem}
header img{max-height:2.5rem;vertical-align:middle}
footer{color:var(--soft);font-size:.9rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0;text-wrap:balance}
h2{font-size:1.2rem;margin:0 0 .5rem}
h1:focus,.alert:focus{outline:0}
p{margin:.6rem 0}
a{color:var(--accent)}
a,button,input,select,summary{border-radius:4px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.step{color:var(--soft);margin:0}
progress{display:block;width:100%;height:8px;accent-color:var(--accent);margin:.3rem 0 1rem}
label,legend{font-weight:600;display:block;margin-top:1rem}
.hint{color:var(--soft);font-weight:400;margin:.1rem 0}
div+.hint{margin-top:.6rem}
input,select{font:inherit;color:inherit;background:var(--paper);width:100%;min-height:44px;padding:.4rem .6rem;border:2px solid var(--line);margin-top:.25rem}
input:is([type=checkbox],[type=radio]){width:1.4rem;min-height:1.4rem;height:1.4rem;margin:0 .6rem 0 0;flex:none}
label:has(>input){display:flex;align-items:center;min-height:44px}
[aria-invalid=true]{border-color:var(--bad)}
.code{font-variant-numeric:tabular-nums;letter-spacing:.2em;font-size:1.3rem;max-width:14rem}
button,.button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1rem;border:2px solid var(--accent);background:var(--paper);color:var(--accent);cursor:pointer;display:inline-block;text-decoration:none}
button[disabled]{opacity:.6}
.quiet{border-color:transparent;text-decoration:underline;padding-inline:0}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.2rem 0}
.actions>*{flex:1 1 auto;text-align:center}
.primary{background:var(--accent);color:var(--on);flex-basis:100%}
@media(max-width:30rem){.actions>*{flex-basis:100%}}
.actions+.hint{margin-top:-.6rem}
.leave{margin-top:1.5rem;border-top:1px solid var(--line);padding-top:.6rem}
.leave a{display:inline-block;min-height:44px;line-height:44px;margin-right:1.5rem}
.alert,.note{border-left:6px solid var(--bad);background:var(--tint);padding:.6rem 1rem;margin:1rem 0}
.note{border-color:var(--accent)}
.ok{border-color:var(--good)}
.alert p{margin:0}
.alert a{display:inline-block;min-height:44px;padding:.6rem 0}
.error{color:var(--bad);font-weight:600;margin:.2rem 0}
svg{width:1.1em;height:1.1em;vertical-align:-.15em;margin-right:.4em;fill:none;stroke:currentColor;stroke-width:2.5}
.big{font-size:2.2rem;white-space:nowrap;font-weight:700;font-variant-numeric:tabular-nums;letter-spacing:.15em;margin:.2rem 0}
.panels{display:grid;gap:1.5rem;margin-top:1rem}
.panels section{border:1px solid var(--line);border-radius:6px;padding:1rem}
@media(min-width:48rem){.panels{grid-template-columns:1fr 1fr}}
.panels .actions{margin-bottom:.4rem}
.panels .actions>*{flex-basis:100%}
.panels label{margin:0}
.links{list-style:none;padding:0}
.links li{margin:0}
.links a{display:inline-block;min-height:44px;line-height:1.5;padding:.6rem 0}
@media(forced-colors:active){.primary{forced-color-adjust:none;background:Highlight;border-color:Highlight;color:HighlightText}}
@media print{.actions,.leave,footer{display:none}}
`
