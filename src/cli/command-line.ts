import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** What somebody may ask of a command, as the terminal shows it. */
export interface Usage {
  /** As it is typed, up to its options. */
  command: string
  /** Answers `--help`. */
  help: string
}

const HELP = { help: { type: 'boolean', short: 'h' } } as const

/** The options that were given. `--help` prints what there is and ends the process; so does an option that nobody knows, with a sentence. */
export function optionsOf<T extends ParseArgsOptionsConfig>(
  { command, help }: Usage,
  options: T,
  args: readonly string[] = process.argv.slice(2),
) {
  type Given = ReturnType<typeof parseArgs<{ options: T }>>['values']
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, ...HELP } })
    if (!(values as { help?: boolean }).help) return values as Given
  } catch (cause) {
    console.error(`${firstSentence((cause as Error).message)}. ${command} --help lists what there is.`)
    process.exit(1)
  }
  console.log(help)
  process.exit(0)
}

/** Node's own words, without its advice on how to pass a name that begins with a dash. */
const firstSentence = (message: string) => message.split(/\.(?: |$)/)[0] ?? message
