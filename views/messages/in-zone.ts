/** `November 24, 2026 at 3:40 PM EST` */
export function inZone(at: number, timeZone: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  // Some versions of ICU put a narrow space before PM, which not every mail program can show.
  return format.format(at).replaceAll('\u202f', ' ')
}
