import { vi } from 'vitest'
import { CLIENT, FalseIssuer, type Tale } from './false-issuer.ts'
import { type OwnPortal, openPortal } from './own-portal.ts'
import type { Visitor } from './visitor.ts'

/** A portal whose issuer may lie, and all that the portal logs. */
export interface Stage {
  issuer: FalseIssuer
  portal: OwnPortal
  log: string[]
  close(): Promise<void>
}

export async function openStage(settings: Record<string, string> = {}): Promise<Stage> {
  const issuer = await FalseIssuer.start()
  const portal = await openPortal({ DOMAIN_ISSUER: issuer.url, ...CLIENT, DOMAIN_EMAIL_DOMAINS: 'harbor.example', ...settings })
  const log: string[] = []
  const console = vi.spyOn(globalThis.console, 'log').mockImplementation((line) => void log.push(String(line)))
  return {
    ...{ issuer, portal, log },
    async close() {
      console.mockRestore()
      await portal.close()
      await issuer.stop()
    },
  }
}

/** Follows the link of the login page. @returns where the issuer is asked, with all that it is asked */
export async function away(visitor: Visitor, from = '/auth/login/domain'): Promise<URL> {
  const { headers } = await visitor.send(from)
  return new URL(headers.location ?? '')
}

/** What the issuer sends back. @param changed null where it is left out */
export function answerTo(address: URL, { url }: Pick<FalseIssuer, 'url'>, changed: Record<string, string | null>): string {
  const whole = { state: address.searchParams.get('state'), iss: url, ...changed }
  const given = Object.entries(whole).filter((pair): pair is [string, string] => pair[1] !== null)
  return `/auth/login/domain/callback?${new URLSearchParams(given)}`
}

/** All the way, with an issuer that tells this tale. */
export async function comeBackWith({ issuer }: Stage, visitor: Visitor, tale: Tale, changed: Record<string, string | null> = {}) {
  const address = await away(visitor)
  return visitor.open(answerTo(address, issuer, { code: issuer.codeFor(address, tale), ...changed }))
}
