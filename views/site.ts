/** What differs between installations, as the screens need it. */
export type Site = {
  brand: string
  portal: string
  /** Whose domain accounts the first panel of the login page is for. */
  domain: string
  support: string
  /** IANA name of the zone in which times are told. */
  timeZone: string
  /** BCP 47 */
  language: string
  /** The number that texts come from, as people write it. */
  textsFrom: string
  logo: string | null
  /** Address of htmx; null where the browser asked to save data. */
  scripts: readonly string[]
  style: string
}
