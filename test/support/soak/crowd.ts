import { setImmediate } from 'node:timers/promises'

/** People who act at the same time, so many at once, until each of them has to wait; then time passes for all of them. */
export class Crowd {
  readonly #atOnce: number
  #acting = 0
  #queue: (() => void)[] = []
  #resting: (() => void)[] = []
  #still: (() => void) | null = null

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async act<T>(what: () => Promise<T>): Promise<T> {
    await this.#begin()
    try {
      return await what()
    } finally {
      this.#leave()
    }
  }

  /** Waits, as somebody who acts, until time has passed. */
  async rest(): Promise<void> {
    const passed = new Promise<void>((settle) => this.#resting.push(settle))
    this.#leave()
    await passed
    await this.#begin()
  }

  /** Resolves once nobody acts. */
  async still(): Promise<void> {
    // Whoever was just woken has not begun yet.
    await setImmediate()
    if (this.#acting > 0)
      await new Promise<void>((settle) => {
        this.#still = settle
      })
  }

  /** Time has passed: whoever waited for it goes on. */
  wake(): void {
    for (const goOn of this.#resting.splice(0)) goOn()
  }

  /** Their turn comes in the order in which they ask for it. */
  async #begin(): Promise<void> {
    if (this.#acting >= this.#atOnce) return new Promise((settle) => this.#queue.push(settle))
    this.#acting++
  }

  #leave(): void {
    const next = this.#queue.shift()
    if (next) next()
    else if (--this.#acting === 0) this.#still?.()
  }
}
