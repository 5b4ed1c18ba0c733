/** Every sentence of the guard that a person, or a program's author, reads. */
export const words = {
  signedOut: { title: 'Not signed in', detail: 'There is no session, or it is over. Log in, then ask again.' },
  stepUp: {
    title: 'Confirm that it is you',
    detail: 'This asks for authentication that is fresher, or of another kind. Confirm, then ask again.',
  },
  ambiguous: {
    ...{ status: 400 as const, retry: null },
    title: 'This address can be read in more than one way',
    detail: 'Nothing was done. Go to the portal’s first page, and find the page from there.',
  },
  unreachable: {
    ...{ status: 503 as const, retry: 10 },
    title: 'We can’t check your session at the moment',
    detail: 'Nothing was done, and you are still signed in. Wait ten seconds, then try again.',
  },
  portalAway: {
    ...{ status: 502 as const, retry: 60 },
    title: 'The portal does not answer',
    detail: 'You are still signed in. Wait a minute, then try again. What you sent just now may not have arrived.',
  },
  goOn: 'Try again',
  toStart: 'Go to the first page',
  banner: (date: string | null) =>
    date === null
      ? 'Logging in will soon take a second step: a code by text message, by a call or by email.'
      : `From ${date} on, logging in takes a second step: a code by text message, by a call or by email.`,
  register: 'Register now, once. It takes about three minutes.',
  bannerName: 'About your login',
} as const
