/**
 * `npm run dev`: the whole product on this machine, with no account anywhere.
 * `--fresh` begins with an empty database; `--data FOLDER` keeps it elsewhere; `--runtime deno` is `npm run dev:deno`.
 */
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { askedToStop } from './asked-to-stop.ts'
import { devOptions } from './dev-options.ts'
import { claim } from './ground/claim.ts'
import { layGround } from './ground/ground.ts'
import { inProject } from './ground/places.ts'
import { mustBeFree } from './ground/ports.ts'
import { say, speaker } from './speaker.ts'
import { summary } from './summary.ts'

const EVERY_MINUTE = 60_000

async function dev(): Promise<number> {
  const stopAsked = askedToStop()
  const { runtime, fresh, data, ports, database } = devOptions()
  await mustBeFree(ports.app, 'the application', 'APP_PORT')
  await mustBeFree(ports.carrier, 'the carrier stand-in', 'CARRIER_PORT')
  if (!database) await mustBeFree(ports.database, 'the database', 'SQLD_PORT')
  claim(data)
  if (fresh) for (const name of readdirSync(data)) if (name !== 'owner.pid') rmSync(`${data}/${name}`, { recursive: true })

  say(`Starting the database, the carrier stand-in and the application on ${runtime} …`)
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
  // For a plain `wrangler dev` beside the usual database and carrier.
  if (data === inProject('.data')) copyFileSync(`${data}/app.env`, inProject('.dev.vars'))
  say(summary(ground))
  speak.aloud()
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
