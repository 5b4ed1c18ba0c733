import type { FC } from 'hono/jsx'
import type { Case } from '../../src/portal/schema.ts'
import { birthday, type Look } from './look.ts'
import { TEXT } from './text.ts'

type Column = keyof typeof TEXT.columns

const WRITTEN: Partial<Record<Column, (row: Case, look: Look) => string>> = {
  state: (row) => TEXT.states[row.state],
  dateOfBirth: (row) => birthday(row.dateOfBirth),
  lastModified: (row, look) => look.moment(row.lastModified),
}

/** Numbers and dates of a known length are not broken over two lines. */
const WHOLE: readonly Column[] = ['caseNumber', 'programNumber', 'dateOfBirth', 'lastModified']

interface CasesTableProps {
  columns: readonly Column[]
  cases: readonly Case[]
  look: Look
  /** The id of the heading that names the table. */
  heading: string
}

/** Cases as a table; on a narrow screen the style sheet makes a card of each row, and each cell shows its column's name. */
export const CasesTable: FC<CasesTableProps> = ({ columns, cases, look, heading }) => (
  <table aria-labelledby={heading}>
    <thead>
      <tr>
        {columns.map((column) => (
          <th scope="col">{TEXT.columns[column]}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {cases.map((row) => (
        <tr>
          {columns.map((column) => (
            <Cell column={column} row={row} look={look} />
          ))}
        </tr>
      ))}
      {cases.length === 0 && (
        <tr>
          <td class="none" colspan={columns.length}>
            {TEXT.none}
          </td>
        </tr>
      )}
    </tbody>
  </table>
)

/** The consumer's name is what a person looks for: it heads the row. */
const Cell: FC<{ column: Column; row: Case; look: Look }> = ({ column, row, look }) => {
  const words = WRITTEN[column]?.(row, look) ?? row[column]
  const named = { 'data-label': TEXT.columns[column] }
  return column === 'consumerName' ? (
    <th scope="row" {...named}>
      <bdi>{words}</bdi>
    </th>
  ) : (
    <td class={WHOLE.includes(column) ? 'whole' : undefined} {...named}>
      <bdi>{words}</bdi>
    </td>
  )
}
