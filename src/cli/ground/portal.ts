import { SESSION } from '../../assets.ts'
import { PEOPLE, type Person } from '../people.ts'
import type { Command } from './child.ts'
import { machineEnvironment } from './environment.ts'
import { inProject } from './places.ts'

/** Who has something to look at when they first come. */
const SAMPLED = Object.values<Person>(PEOPLE).filter(({ cases }) => cases)

/** What the portal looks like is told once, to the application, and holds for both. */
const SHARED = ['PUBLIC_ORIGIN', 'BRAND_NAME', 'PORTAL_NAME', 'BRAND_LOGO', 'BRAND_ACCENT', 'TIME_ZONE', 'SUPPORT']

/** The example portal, with a database of its own. */
export function portalOn(port: number, folder: string, application: Record<string, string>, own: NodeJS.ProcessEnv): Command {
  return {
    name: 'portal',
    run: [process.execPath, inProject('src/portal/main.ts')],
    env: {
      ...machineEnvironment(),
      ...Object.fromEntries(SHARED.map((name) => [name, application[name] ?? ''])),
      PORTAL_PORT: String(port),
      PORTAL_DATABASE_URL: `file:${folder}/example-portal.db`,
      PORTAL_SAMPLES: own.PORTAL_SAMPLES ?? SAMPLED.map(({ username }) => username).join(','),
      SESSION_SCRIPT: SESSION,
    },
    ready: `http://127.0.0.1:${port}/healthz`,
  }
}
