import type { Fault } from '../../src/carrier/faults.ts'
import type { RequestNote } from '../../src/carrier/requests.ts'
import type { Stack } from './stack.ts'

/** The carrier stand-in from the side of whoever makes it fail and counts what it was asked. */

/** Programs a fault, for the next request unless it says how many. */
export async function goWrong({ carrier }: Pick<Stack, 'carrier'>, fault: Partial<Fault>): Promise<void> {
  const answer = await fetch(`${carrier}/carrier/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
    headers: { 'content-type': 'application/json' },
  })
  if (!answer.ok) throw new Error(`The carrier does not know how to fail like this: ${await answer.text()}`)
}

/** What the providers were asked, oldest first; with an address, what concerned it. */
export async function requestsTo({ carrier }: Pick<Stack, 'carrier'>, to?: string): Promise<RequestNote[]> {
  const answer = await fetch(`${carrier}/carrier/requests`)
  const all = (await answer.json()) as RequestNote[]
  return to === undefined ? all : all.filter((request) => request.to === to)
}
