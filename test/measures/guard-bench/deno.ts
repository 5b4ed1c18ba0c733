import { readFileSync } from 'node:fs'
import { benchApp, type Config } from './app.ts'

const [port = '', config = ''] = Deno.args
Deno.serve({ hostname: '127.0.0.1', port: Number(port) }, benchApp(JSON.parse(readFileSync(config, 'utf8')) as Config))
