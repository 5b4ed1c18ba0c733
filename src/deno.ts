import { Hono } from 'hono'
Deno.serve({ port: 8787 }, new Hono().get('*', (c) => c.text('soon')).fetch)
