import { styleText } from 'node:util'

const COLOURS = { app: 'cyan', carrier: 'magenta', database: 'yellow' } as const
const WIDTH = Math.max(...Object.keys(COLOURS).map((name) => name.length))

export const say = (text: string) => process.stdout.write(`${text}\n`)

/** Prints what the children say, each line under its name: nothing before `aloud`, since a start has a lot to say and none of it matters. */
export function speaker() {
  let quiet = true
  return {
    aloud() {
      quiet = false
    },
    quietly() {
      quiet = true
    },
    heard(name: string, line: string) {
      if (quiet || !line.trim()) return
      const colour = name in COLOURS ? COLOURS[name as keyof typeof COLOURS] : 'gray'
      say(`${styleText(colour, name.padEnd(WIDTH))} ${styleText('gray', '│')} ${line}`)
    },
  }
}
