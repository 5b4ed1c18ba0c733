/** `dana.reyes@clinic.example` as `d•••@clinic.example`: enough to recognise, too little to learn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}

/** `+12025550123` as `•••-•••-0123`. */
export const maskPhone = (e164: string): string => `•••-•••-${e164.slice(-4)}`
