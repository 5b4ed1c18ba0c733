/** Files of `public/` that pages name. Each name carries the first eight digits of its content's SHA-256, so a browser may keep it for ever. */
export const HTMX = '/auth/htmx-a0abb04f.js'
export const SCRIPT = '/auth/page-499bc335.js'
/** On the pages of a portal. */
export const SESSION = '/auth/session-7890e7e4.js'
