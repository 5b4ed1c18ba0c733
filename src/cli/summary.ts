import { styleText } from 'node:util'
import { inGroups } from '../domain/registration-code.ts'
import type { Ground } from './ground/ground.ts'
import { PEOPLE, type Person, REGISTRATION_CODE } from './people.ts'

const bold = (text: string) => styleText('bold', text)

/**
 * Where to look, and as whom to log in.
 * @param toStart what starts the application, where that is left to the reader
 */
export function summary({ origin, carrier }: Ground, toStart: string | null): string {
  const page = bold(`${origin}/auth/login`)
  return [
    '',
    ...(toStart
      ? [
          `${bold('Ready')}, but for the application. Start it in another terminal:`,
          '',
          `    ${bold(toStart)}`,
          '',
          `Then open          ${page}`,
        ]
      : [`${bold('Ready.')} Open        ${page}`]),
    `Mailbox and phone  ${bold(carrier.replace('127.0.0.1', 'localhost'))}   (every email, text message and call arrives there)`,
    '',
    ...table(Object.values(PEOPLE)),
    '',
    `Register here with ${bold(inGroups(REGISTRATION_CODE.code))}, the registration code of ${REGISTRATION_CODE.facility}`,
    '',
    'Ctrl-C ends everything. What was registered is kept; npm run dev -- --fresh forgets it.',
    '',
  ].join('\n')
}

function table(people: readonly Person[]): string[] {
  const rows = people.map(({ username, password, shows }) => [username, password, shows])
  const all = [['Log in as', 'with password', 'who'], ...rows]
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map(([name = '', password = '', shows = '']) =>
    `${name.padEnd(widths[0] ?? 0)}  ${password.padEnd(widths[1] ?? 0)}  ${shows}`.trimEnd(),
  )
  return lines.map((line, row) => (row === 0 ? styleText('gray', line) : line))
}
