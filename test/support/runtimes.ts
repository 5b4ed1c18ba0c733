import type { Manner } from './visitor.ts'

/** The guide holds on both. */
export const RUNTIMES = ['workerd', 'deno'] as const

/** Browsers that are answered differently: with whole pages, and with the step alone. */
const MANNERS: Record<string, Manner> = { 'without JavaScript': {}, 'with htmx': { htmx: true } }

/** Every runtime with every kind of browser. */
export const WAYS = RUNTIMES.flatMap((runtime) => Object.entries(MANNERS).map(([how, manner]) => ({ runtime, how, manner })))
