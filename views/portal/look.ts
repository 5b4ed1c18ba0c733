import { portalStyle } from './style.ts'

/** How this portal looks and writes times: settled once, when the application starts. */
export interface Look {
  brandName: string
  portalName: string
  /** A path of this origin. */
  logo?: string | undefined
  style: string
  /** The file that warns before the session ends. */
  sessionScript: string
  /** Milliseconds since 1970, written for the people of this portal. */
  moment(at: number): string
  /** The same without the day. */
  time(at: number): string
  /** The day as ISO 8601 writes it, where the portal is. */
  day(at: number): string
}

export interface Brand {
  BRAND_NAME: string
  PORTAL_NAME: string
  BRAND_LOGO?: string | undefined
  /** `#rrggbb` */
  BRAND_ACCENT: string
  /** An IANA name, such as America/New_York. */
  TIME_ZONE: string
  SESSION_SCRIPT: string
}

export function lookOf({ BRAND_NAME, PORTAL_NAME, BRAND_LOGO, BRAND_ACCENT, TIME_ZONE: timeZone, SESSION_SCRIPT }: Brand): Look {
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const clock = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  const moments = new Intl.DateTimeFormat('en-US', { timeZone, ...date, ...clock })
  const times = new Intl.DateTimeFormat('en-US', { timeZone, ...clock })
  const days = new Intl.DateTimeFormat('en-CA', { timeZone, ...date })
  return {
    ...{
      brandName: BRAND_NAME,
      portalName: PORTAL_NAME,
      logo: BRAND_LOGO,
      style: portalStyle(BRAND_ACCENT),
      sessionScript: SESSION_SCRIPT,
    },
    ...{ moment: (at) => moments.format(at), time: (at) => times.format(at), day: (at) => days.format(at) },
  }
}

/** `1957-04-12` as 04/12/1957: only the order changes, since a birthday is the same day in every time zone. */
export function birthday(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? []
  return year ? `${month}/${day}/${year}` : iso
}
