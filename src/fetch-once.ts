/**
 * For what must not happen twice. Deno (2.9.6) asks again by itself where a kept line is cut before the answer, a POST too that was read to
 * its end, unless its body is a Blob. That goes out once, with its length. workerd and Node ask once in any case.
 */
export const once = <T extends { body?: unknown }>(init: T): T =>
  typeof init.body === 'string' ? { ...init, body: new Blob([init.body]) } : init

export const fetchOnce = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => fetch(url, once(init))
