import { inUtc } from '../src/system.ts'
import type { Site } from './site.ts'

/** Where the clock hangs by which times are told. */
export type Zone = Pick<Site, 'timeZone' | 'language'>

/** A time of today, with its seconds. The zone is named, since the reader may be in another; a script tells it in the reader's own. */
export const Time = ({ at, zone }: { at: number; zone: Zone }) => <time datetime={inUtc(at)}>{clock(at, zone)}</time>

function clock(at: number, { timeZone, language }: Zone): string {
  const parts = { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' } as const
  return new Intl.DateTimeFormat(language, { timeZone, ...parts }).format(at).replaceAll('\u202f', ' ')
}
