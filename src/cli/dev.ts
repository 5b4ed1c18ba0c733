/**
 * `npm run dev`: the whole product on this machine, with no account anywhere.
 * `--help` lists what may be asked of it.
 */
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { askedToStop } from './asked-to-stop.ts'
import { devOptions } from './dev-options.ts'
import { claim } from './ground/claim.ts'
import { layGround } from './ground/ground.ts'
import { inProject } from './ground/places.ts'
import { mustBeFree } from './ground/ports.ts'
import { USUAL_FOLDER, wranglerCommand } from './own-wrangler.ts'
import { say, speaker } from './speaker.ts'
import { summary } from './summary.ts'

const EVERY_MINUTE = 60_000

async function dev(): Promise<number> {
  const stopAsked = askedToStop()
  const options = devOptions()
  const { runtime, data, ports, database } = options
  if (runtime) await mustBeFree(ports.app, 'the application', 'APP_PORT')
  await mustBeFree(ports.portal, 'the portal', 'PORTAL_PORT')
  await mustBeFree(ports.carrier, 'the carrier stand-in', 'CARRIER_PORT')
  if (!database) await mustBeFree(ports.database, 'the database', 'SQLD_PORT')
  const giveBack = claim(data)
  return serve(options, stopAsked).finally(giveBack)
}

async function serve({ runtime, fresh, data, ports, database }: ReturnType<typeof devOptions>, stopAsked: Promise<null>): Promise<number> {
  if (fresh) for (const name of readdirSync(data)) if (name !== 'owner.pid') rmSync(`${data}/${name}`, { recursive: true })

  say(`Starting the database, the portal, the carrier stand-in${runtime ? ` and the application on ${runtime}` : ''} …`)
  const speak = speaker()
  const stopping = new AbortController()
  const laying = layGround({
    ...{ runtime, ports, database, own: process.env, watch: true },
    folder: data,
    environmentFile: `${data}/app.env`,
    signal: stopping.signal,
    heard: speak.heard,
  })
  const ground = await Promise.race([laying, stopAsked])
  if (!ground) {
    stopping.abort()
    await laying.catch(() => {})
    return 0
  }
  if (data === USUAL_FOLDER) copyFileSync(`${data}/app.env`, inProject('.dev.vars'))
  say(summary(ground, runtime ? null : wranglerCommand(ports.app, data)))
  speak.aloud()
  // Also where somebody else started the application: wrangler's local runtime has no clock of its own.
  const minute = setInterval(() => void ground.sweep().catch(() => {}), EVERY_MINUTE)
  const failed = await Promise.race([ground.firstToEnd(), stopAsked])
  clearInterval(minute)
  speak.quietly()
  if (failed) say(`The ${failed.name} ended by itself, so everything ends. Its last words:\n${failed.tail()}`)
  await ground.stop()
  return failed ? 1 : 0
}

process.exitCode = await dev().catch((cause: Error) => {
  console.error(cause.message)
  return 1
})
