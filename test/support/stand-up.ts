import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { layGround } from '../../src/cli/ground/ground.ts'
import { keysIn } from '../../src/cli/ground/keys.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { type Front, startFront } from './front.ts'
import { type Issuer, startIssuer } from './issuer.ts'
import { WITH_CASES } from './people.ts'
import type { Stack, StackName } from './stack.ts'

export interface Standing {
  stack: Stack
  stop(): Promise<void>
}

/** Whom the portal of a stack has cases of. */
const SAMPLED = `${WITH_CASES}*`

/** What the portal of the guide asks nothing of, and the one that echoes is asked. Everything of the latter is below `/echo`. */
const GUARD = {
  PUBLIC_PATHS: '/echo/public/*,/echo/health',
  STEP_UP: '/echo/payments/*: max-age=300; /echo/vault: method=phone',
  TRUSTED_HOPS: '127.0.0.2',
  ROLLOUT: 'Observed House: observe; Warned House: warn; enforce',
  ROLLOUT_DATE: '2027-01-15',
}

const secondAccount = (folder: string, carrier: number) => ({
  SECOND_TELNYX_API_KEY: 'KEY_second',
  SECOND_TELNYX_BASE_URL: `http://127.0.0.1:${carrier}/v2`,
  SECOND_TELNYX_PUBLIC_KEY: keysIn(folder).secondTelnyxPublic,
  SECOND_TELNYX_CONNECTION_ID: '2000000000000000002',
  SECOND_TELNYX_FROM: '+12025550199',
})

/**
 * Starts one stack on free ports, in a folder that its end removes.
 * @param own settings of its own
 */
export async function standUp(name: StackName, own: Record<string, string> = {}): Promise<Standing> {
  const folder = mkdtempSync(`${tmpdir()}/latchkey-${name}-`)
  const log = `${folder}/output.log`
  let proxy: FaultProxy | undefined
  let issuer: Issuer | undefined
  let front: Front | undefined
  const clear = async () => {
    await proxy?.stop()
    await front?.stop()
    await issuer?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [app, portal, atCarrier] = [await freePort(), await freePort(), await freePort()]
    // These have no domain login, and nothing that echoes.
    const isBare = name === 'quiet' || name === 'spare'
    front = isBare ? undefined : await startFront(`http://127.0.0.1:${portal}`)
    issuer = isBare ? undefined : await startIssuer(`http://localhost:${app}`)
    const ground = await layGround({
      runtime: name === 'deno' ? 'deno' : 'workerd',
      folder,
      ports: { app, portal, carrier: atCarrier, database: await freePort() },
      own: {
        ...{ ...issuer?.settings, ...(front && { ...GUARD, PORTAL_ORIGIN: front.origin }), PORTAL_SAMPLES: SAMPLED },
        ...(name === 'spare' && secondAccount(folder, atCarrier)),
        ...own,
      },
      // Its tests count what the one provider of mail is asked.
      ...(name === 'quiet' && { without: ['SENDGRID_API_KEY', 'SENDGRID_PUBLIC_KEY'] }),
      environmentFile: `${folder}/app.env`,
      watch: false,
      heard: (child, line) => appendFileSync(log, `${child} ${line}\n`),
      async between(url) {
        proxy = await startFaultProxy(url)
        return proxy.url
      },
    })
    const { origin, carrier, database, environment } = ground
    const stack = { name, runtime: name === 'deno' ? 'deno' : 'workerd', origin, carrier, database, environment, log } as const
    return {
      stack: { ...stack, line: proxy?.control ?? '', portal: `http://127.0.0.1:${portal}`, front: front?.control ?? '' },
      async stop() {
        await ground.stop()
        await clear()
      },
    }
  } catch (cause) {
    await clear()
    throw cause
  }
}
