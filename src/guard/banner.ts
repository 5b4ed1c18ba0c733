import { words } from './words.ts'

/** Pages only: a part that htmx swaps in, a picture or data would carry it into the middle of something. */
export const takesBanner = (request: Request, response: Response): boolean =>
  request.method === 'GET' &&
  request.headers.get('HX-Request') !== 'true' &&
  (request.headers.get('Sec-Fetch-Dest') ?? 'document') === 'document' &&
  response.status !== 206 &&
  /^text\/html\s*($|;(?!.*utf-?(16|32)))/i.test(response.headers.get('Content-Type') ?? '')

/** In ASCII, so that it reads the same in whatever encoding the page is; its style is an extra that a strict policy may refuse. */
export function bannerHtml(date: string | null, page: string): string {
  const style = 'padding:.75rem 1rem;background:#fff3cd;color:#1a1a1a;font:1rem/1.5 system-ui,sans-serif'
  const href = `/auth/register?${new URLSearchParams({ return_to: page })}`
  return ascii(
    `<div role="region" aria-label="${words.bannerName}" style="${style}">${escaped(words.banner(date))} <a href="${escaped(href)}" style="color:#0b4f6c">${words.register}</a></div>`,
  )
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`)
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/gu, (each) => `&#${each.codePointAt(0)};`)

/** How far into a page the start of its body is looked for, in bytes. */
const LOOKED_THROUGH = 64 * 1024

/**
 * Puts it behind the body's tag, without waiting for more of the page than that; at the end of a page that has none there.
 * @param saysPacked whether the page has a `Content-Encoding`: some runtimes have undone it by now. One that is still packed stays as it is
 */
export function addBanner(body: ReadableStream<Uint8Array>, html: string, saysPacked = false): ReadableStream<Uint8Array> {
  const banner = new TextEncoder().encode(html)
  let seen: Uint8Array | null = new Uint8Array()
  let isDue = true
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        if (seen === null) return out.enqueue(chunk)
        const head: Uint8Array = joined(seen, chunk)
        if (saysPacked && isPacked(head)) isDue = false
        const at = isDue ? endOfBodyTag(head) : null
        seen = isDue && at === null && head.length < LOOKED_THROUGH ? head : null
        if (seen) return
        if (at === null) return out.enqueue(head)
        isDue = false
        for (const part of [head.subarray(0, at), banner, head.subarray(at)]) if (part.length) out.enqueue(part)
      },
      flush(out) {
        if (seen?.length) out.enqueue(seen)
        if (isDue) out.enqueue(banner)
      },
    }),
  )
}

/** No page begins as a packed one does: with `<`, a space or the mark of its byte order it is readable. */
const isPacked = ([first]: Uint8Array): boolean => first !== undefined && ![0x3c, 0x20, 0x09, 0x0a, 0x0c, 0x0d, 0xef].includes(first)

/** The tag of the body, and whatever may hold one that is none: comments, scripts, styles, titles. */
const TAGS = /<!--.*?(?:-->|$)|<(script|style|title)(?=[\s/>]).*?(?:<\/\1\s*>|$)|<body(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>/gis

/** Read as Latin-1, in which every byte is a character of its own. */
function endOfBodyTag(head: Uint8Array): number | null {
  for (const { 0: tag, index } of new TextDecoder('latin1').decode(head).matchAll(TAGS)) if (/^<body/i.test(tag)) return index + tag.length
  return null
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
