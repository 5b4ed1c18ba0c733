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
