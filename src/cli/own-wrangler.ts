import { inProject } from './ground/places.ts'

/** Where a plain `wrangler dev` listens: wrangler.toml says so. */
const USUAL_PORT = 8787
/** Whose environment goes to `.dev.vars`, which a plain `wrangler dev` reads. */
export const USUAL_FOLDER = inProject('.data')

/** Starts a wrangler dev of somebody's own on the ground of `folder`, where the ground's PUBLIC_ORIGIN is. */
export function wranglerCommand(port: number, folder: string): string {
  const options = [
    ...(port === USUAL_PORT ? [] : [`--port ${port}`]),
    ...(folder === USUAL_FOLDER ? [] : [`--env-file ${quoted(`${folder}/app.env`)}`]),
  ]
  return ['npx wrangler dev', ...options].join(' ')
}

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`)
