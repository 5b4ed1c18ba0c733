const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Milliseconds in words, rounded up: `30 seconds`, `60 minutes`, `24 hours`. A time is written the same way on every screen and in every
 * message: hours begin where there are two of them.
 * @param language BCP 47
 */
export function duration(ms: number, language = 'en-US'): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < MINUTE) return count(seconds, 'second', language)
  return seconds <= 2 * HOUR - MINUTE
    ? count(Math.ceil(seconds / MINUTE), 'minute', language)
    : count(Math.ceil(seconds / HOUR), 'hour', language)
}

const count = (n: number, unit: 'second' | 'minute' | 'hour', language: string): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(n)
