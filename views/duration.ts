/** Milliseconds in words, rounded up: `30 seconds`, `2 minutes`, `1 hour`. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return count(seconds, 'second')
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 || minutes % 60
    ? minutes < 120
      ? count(minutes, 'minute')
      : count(Math.ceil(minutes / 60), 'hour')
    : count(minutes / 60, 'hour')
}

const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`
