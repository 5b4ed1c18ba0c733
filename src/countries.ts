import { callingCode } from './domain/phone.ts'

/** The offered countries as the list shows them, in the order of the setting. */
export const countryChoices = (codes: readonly string[], language: string) => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  return codes.map((code) => ({ code, name: names.of(code) ?? code, callingCode: callingCode(code) }))
}
