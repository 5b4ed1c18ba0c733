import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { benchApp, type Config } from './app.ts'

const [port = '', config = ''] = process.argv.slice(2)
serve({ fetch: benchApp(JSON.parse(readFileSync(config, 'utf8')) as Config), hostname: '127.0.0.1', port: Number(port) })
