/** Rows under their headings, as a terminal shows them. @param left how many columns hold words; the others are numbers, and stand at the right */
export function asTable(headings: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number) => (column < left ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))
  return all.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}
