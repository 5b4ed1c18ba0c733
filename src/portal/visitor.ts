/** All that the portal knows of the person: the session says it, the portal asks nothing else. */
export interface Visitor {
  /** The subject of the session; cases and messages are stored under it. */
  accountId: string
  username: string
  name: string
  facility: string
  /** Proof, for the forms of this page, that the page was served to this session. */
  formToken: string
}

/** How long the session lasts, as whoever holds it is told. In milliseconds, `endsAt` since 1970. */
export interface SessionTerm {
  /** Without a new page. */
  idle: number
  /** At the latest. */
  endsAt: number
  /** From this page until the warning. */
  warnIn: number
}
