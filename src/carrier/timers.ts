/**
 * Timers that end with the carrier and never keep the process alive.
 */
export interface Timers {
  /** @returns a function that calls it off */
  after(ms: number, run: () => void): () => void
  pause(ms: number): Promise<void>
  close(): void
}

export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>()
  const after: Timers['after'] = (ms, run) => {
    const timer = setTimeout(() => {
      pending.delete(timer)
      run()
    }, ms)
    timer.unref()
    pending.add(timer)
    return () => {
      clearTimeout(timer)
      pending.delete(timer)
    }
  }
  return {
    after,
    pause: (ms) => new Promise((resolve) => after(ms, resolve)),
    close() {
      for (const timer of pending) clearTimeout(timer)
      pending.clear()
    },
  }
}
