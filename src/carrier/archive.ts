/**
 * A map that forgets its oldest entries, so that a carrier left running for weeks does not grow.
 */
export interface Archive<T> {
  get(id: string): T | undefined
  put(id: string, item: T): void
  remove(id: string): void
  /** Oldest first. */
  all(): T[]
  clear(): void
}

export function createArchive<T>(limit: number): Archive<T> {
  const items = new Map<string, T>()
  return {
    get: (id) => items.get(id),
    put(id, item) {
      items.set(id, item)
      const [oldest] = items.keys()
      if (items.size > limit && oldest !== undefined) items.delete(oldest)
    },
    remove: (id) => void items.delete(id),
    all: () => [...items.values()],
    clear: () => items.clear(),
  }
}
