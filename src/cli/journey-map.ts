/**
 * `npm run map`: draws the journeys into the README, from the tables that the code decides by.
 * `npm run check` fails while the drawing is not that of the tables.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { JOURNEYS, type Journey } from '../domain/journeys.ts'
import { inProject } from './ground/places.ts'

const README = inProject('README.md')
const PLACE = /(<!-- journeys: drawn by npm run map -->\n)[\s\S]*?(<!-- end of journeys -->)/

/** Leads out from everywhere; the words beside the drawing say so. */
const NOT_DRAWN = ['cancel']

/** Each journey as a Mermaid flowchart. Moves that only send another code stay where they are, and are not drawn. */
const drawn = (): string =>
  Object.entries(JOURNEYS)
    .map(
      ([name, journey]) =>
        `**${name[0]?.toUpperCase()}${name.slice(1)}**\n\n\`\`\`mermaid\nflowchart LR\n${chart(name, journey)}\n\`\`\`\n`,
    )
    .join('\n')

function chart(name: string, { opens, steps, moves, leads }: Journey): string {
  const nodes = new Map<string, string>()
  const node = (step: string) => {
    if (!nodes.has(step)) nodes.set(step, steps.includes(step) ? `  ${id(name, step)}["${step}"]` : `  ${id(name, step)}(["${step}"])`)
    return id(name, step)
  }
  const begin = opens.map((open) => `  ${node(open.at)} -->|${open.with}| ${node(open.leads)}`)
  const edges = steps.flatMap((from) =>
    Object.entries(moves)
      .filter(([move, at]) => at.includes(from) && !NOT_DRAWN.includes(move))
      .flatMap(([move]) => (leads[move] ?? []).filter((to) => to !== from).map((to) => ({ from, to, move }))),
  )
  const lines = edges.map(({ from, to, move }) => `  ${node(from)} -->${move === from ? '' : `|${move}|`} ${node(to)}`)
  return [...nodes.values(), ...begin, ...lines].join('\n')
}

const id = (name: string, step: string) => `${name}_${step.replaceAll(/\W/g, '_')}`

/** Whether the README shows the journeys as they are. */
export function journeyMap(): Promise<{ fine: boolean; said: string }> {
  const fine = readFileSync(README, 'utf8') === redrawn()
  return Promise.resolve({ fine, said: fine ? '' : 'The journeys in README.md are not those of the tables: run npm run map.' })
}

function redrawn(): string {
  const readme = readFileSync(README, 'utf8')
  if (!PLACE.test(readme)) throw new Error('README.md has lost the place of the journeys.')
  return readme.replace(PLACE, (_, before: string, after: string) => `${before}\n${drawn()}\n${after}`)
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, redrawn())
