/** The clock and the randomness of the guard, and what its runtime does to bodies: nothing else of it names them. */

/** Milliseconds since 1970. */
export const systemClock = (): number => Date.now()

/** For `jose`, which takes the time as a date. */
export const dateOf = (now: number): Date => new Date(now)

/** A whole number from 0 up to, and without, `end`. */
export const draw = (end: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % end

/** Whether `fetch` unpacks what it gets: on Deno and on Node it does, on Workers a body stays as it came. */
export const UNPACKS: boolean = !('WebSocketPair' in globalThis)
