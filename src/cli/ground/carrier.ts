import { type Child, startChild } from './child.ts'
import { machineEnvironment } from './environment.ts'
import type { Keys } from './keys.ts'
import { inProject } from './places.ts'
import { answering } from './ready.ts'

/** The stand-in for Resend and Telnyx, knowing the same keys as the application. */
export async function startCarrierProcess(
  port: number,
  keys: Keys,
  application: Record<string, string>,
  heard: (name: string, line: string) => void,
  started: (child: Child) => void,
): Promise<void> {
  const child = startChild({
    name: 'carrier',
    command: [process.execPath, inProject('src/carrier/main.ts')],
    env: {
      ...machineEnvironment(),
      CARRIER_PORT: String(port),
      PUBLIC_ORIGIN: application.PUBLIC_ORIGIN ?? '',
      RESEND_API_KEY: application.RESEND_API_KEY ?? '',
      RESEND_WEBHOOK_SECRET: application.RESEND_WEBHOOK_SECRET ?? '',
      TELNYX_API_KEY: application.TELNYX_API_KEY ?? '',
      TELNYX_PRIVATE_KEY: keys.telnyxPrivate,
    },
    heard,
  })
  started(child)
  await answering(child, `http://127.0.0.1:${port}/`)
}
