/** Who a message is from: the same in every mail, text and call. */
export type Sender = {
  brandName: string
  portalName: string
  /** Whom to ask, as it follows "contact": an address, a number or an office. */
  support: string
  /** BCP 47 */
  language: string
}

/** `Latchkey Provider Portal`; a portal that has the brand in its name is not named twice. */
export const nameOf = ({ brandName, portalName }: Sender): string =>
  portalName.includes(brandName) ? portalName : `${brandName} ${portalName}`
