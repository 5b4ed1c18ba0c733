/**
 * How the dialogs look on anybody's pages: in the system's own two colours, which every portal's scheme and forced colours leave readable.
 * The script makes a sheet of it for a shadow tree, so the portal's rules do not reach in, these do not reach out, and no policy is loosened.
 */
export const sessionStyle = `
dialog{box-sizing:border-box;width:min(32rem,100% - 2rem);padding:1.25rem;border:2px solid;border-radius:.4rem;background:Canvas;color:CanvasText;line-height:1.5;overflow-wrap:break-word}
dialog::backdrop{background:#000a}
h2{margin:0;font-size:1.3rem;line-height:1.25}
h2:focus{outline:0}
p{margin:.75rem 0}
[role=timer]{font-weight:600;font-variant-numeric:tabular-nums}
[role=status]:empty{margin:0}
form{display:flex;flex-wrap:wrap;gap:.75rem}
a,button{flex:1 1 auto;box-sizing:border-box;min-height:44px;padding:.5rem 1rem;border:2px solid;border-radius:.3rem;background:Canvas;color:CanvasText;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.first{background:CanvasText;color:Canvas;border-color:CanvasText}
:focus-visible{outline:3px solid Highlight;outline-offset:3px}
`
