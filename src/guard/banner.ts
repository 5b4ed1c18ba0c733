import { words } from './words.ts'

/** Pages only: a part that htmx swaps in, a picture or data would carry it into the middle of something. */
export const takesBanner = (request: Request, response: Response): boolean =>
  request.method === 'GET' &&
  request.headers.get('HX-Request') !== 'true' &&
  (request.headers.get('Sec-Fetch-Dest') ?? 'document') === 'document' &&
  response.status !== 206 &&
  /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '')

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

/** Puts it behind the body's tag, without waiting for more of the page than that; at the end of a page that has none. */
export function addBanner(body: ReadableStream<Uint8Array>, html: string): ReadableStream<Uint8Array> {
  const banner = new TextEncoder().encode(html)
  let seen: Uint8Array | null = new Uint8Array()
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        if (seen === null) return out.enqueue(chunk)
        const head: Uint8Array = joined(seen, chunk)
        const at = endOfBodyTag(head)
        seen = at === null && head.length < LOOKED_THROUGH ? head : null
        if (seen) return
        for (const part of [head.subarray(0, at ?? head.length), ...(at === null ? [] : [banner]), head.subarray(at ?? head.length)])
          out.enqueue(part)
      },
      flush(out) {
        if (seen === null) return
        out.enqueue(seen)
        out.enqueue(banner)
      },
    }),
  )
}

/** Read as Latin-1, in which every byte is a character of its own. */
function endOfBodyTag(head: Uint8Array): number | null {
  const found = /<body(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>/i.exec(new TextDecoder('latin1').decode(head))
  return found && found.index + found[0].length
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
