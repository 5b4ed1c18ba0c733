import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './child.ts'

const BETWEEN_LOOKS = 50
/** A first start on a slow machine reads everything from a cold disk. */
const LIMIT = 90_000

/** Waits until the server answers at all; an error says what the child had to say. */
export async function answering(child: Child): Promise<void> {
  const deadline = Date.now() + LIMIT
  while (Date.now() < deadline) {
    if (!child.running()) throw new Error(`The ${child.name} could not start.\n${child.tail()}`)
    const answer = await fetch(child.ready, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => null)
    await answer?.body?.cancel()
    if (answer) return
    await wait(BETWEEN_LOOKS)
  }
  throw new Error(`The ${child.name} did not answer at ${child.ready} within ${LIMIT / 1000} s.\n${child.tail()}`)
}
