import { portalStyle } from './style.ts'

/** How this portal looks and writes times: settled once, when the application starts. */
export interface Look {
  brandName: string
  portalName: string
  /** A path of this origin. */
  logo?: string | undefined
  style: string
  /** Milliseconds since 1970, written for the people of this portal. */
  moment(at: number): string
  /** The same without the day. */
  time(at: number): string
}

export interface Brand {
  brandName: string
  portalName: string
  logo?: string | undefined
  /** `#rrggbb` */
  accent: string
  /** An IANA name, such as America/New_York. */
  timeZone: string
}

export function lookOf({ brandName, portalName, logo, accent, timeZone }: Brand): Look {
  const moments = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  const times = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
  return { brandName, portalName, logo, style: portalStyle(accent), moment: (at) => moments.format(at), time: (at) => times.format(at) }
}

/** `1957-04-12` as 04/12/1957: only the order changes, since a birthday is the same day in every time zone. */
export function birthday(iso: string): string {
  const [year, month, day] = iso.split('-')
  return year && month && day ? `${month}/${day}/${year}` : iso
}
