import { benchApp, type Config } from './app.ts'

let app: ReturnType<typeof benchApp> | undefined

export default {
  fetch(request: Request, env: { CONFIG: string }) {
    app ??= benchApp(JSON.parse(env.CONFIG) as Config)
    return app(request)
  },
}
