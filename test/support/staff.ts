import { exchange } from './exchange.ts'
import type { Stack } from './stack.ts'
import type { Visitor } from './visitor.ts'

let hired = 0

/** Somebody with a domain account, of whom its issuer says this. @returns the number they log in with, which is also their subject */
export async function hire(stack: Pick<Stack, 'environment'>, claims: Record<string, unknown>): Promise<string> {
  const number = `staff-${process.pid.toString(36)}-${Date.now().toString(36)}-${hired++}`
  await transfer(stack, number, claims)
  return number
}

/** From now on the issuer says this of them. */
export async function transfer(
  { environment }: Pick<Stack, 'environment'>,
  number: string,
  claims: Record<string, unknown>,
): Promise<void> {
  await exchange(`${environment.DOMAIN_ISSUER}/people/${number}`, { method: 'PUT', body: JSON.stringify(claims) })
}

/** From the login page to the issuer's. */
export async function goToDomain(visitor: Visitor, from = '/auth/login'): Promise<Visitor> {
  await visitor.open(from)
  return visitor.follow('Login')
}

/** From the login page, through the issuer, to wherever that leads. */
export async function logInByDomain(visitor: Visitor, number: string, from?: string): Promise<Visitor> {
  await goToDomain(visitor, from)
  return visitor.fill({ 'Staff number': number }).press('Log in')
}
