/** npm runs a script through a shell, which dies of npm's signals without handing them on. */
const NPM = process.ppid
const BETWEEN_LOOKS = 500

/** Settles on Ctrl-C, a closed terminal, a process manager, nobody left to read what is printed, or an npm that was ended. */
export function askedToStop(): Promise<null> {
  return new Promise((settle) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => settle(null))
    process.stdout.on('error', () => settle(null))
    if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== NPM && settle(null), BETWEEN_LOOKS).unref()
  })
}
