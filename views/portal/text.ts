/** Every sentence of the portal, so that one file is read when words change, and translated when languages come. */
export const TEXT = {
  skip: 'Skip to the content',
  contract: 'Contract',
  search: 'Search for case # or program #',
  searchButton: 'Search',
  navigation: 'Main',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  places: { home: 'Home', cases: 'Cases', createCase: 'Create case', setup: 'Setup', messages: 'Message center', help: 'Help' },

  registered: 'You are registered. From now on you log in with your new password and a code.',

  messages: 'Messages',
  newMessages: (count: number) => (count === 1 ? 'new message' : 'new messages'),
  toMessages: 'Go to Message Center',
  workInProgress: 'Work in progress',
  notSubmitted: 'Not submitted',
  submitted: 'Submitted',
  savedNotSubmitted: 'Request saved but not submitted',
  none: 'No records found.',

  columns: {
    caseNumber: 'Case #',
    programNumber: 'Program #',
    state: 'Status',
    contract: 'Contract',
    caseType: 'Case type',
    consumerId: 'Consumer ID',
    consumerName: 'Consumer name',
    dateOfBirth: 'Date of birth',
    lastModified: 'Last modified',
  },
  states: { saved: 'Not submitted', submitted: 'Submitted' },

  found: 'Search results',
  foundFor: (typed: string) => `Your cases that match “${typed}”`,
  latestOf: (shown: number, all: number) => `The latest ${shown} of ${all} are shown. Search finds the others by their number.`,
  moreFound: (shown: number) => `The latest ${shown} are shown. Type more of the number to see fewer.`,
  notFoundHint: 'Only your own cases are searched, by case number, program number or consumer ID.',
  home: 'Back to the home page',

  openUntil: (idle: string, end: string) => `You are signed out after ${idle} without a new page, and at ${end} at the latest.`,

  notYet: (place: string, many: boolean) => `${place} ${many ? 'are' : 'is'} not available here yet.`,
  goBack: { before: 'Go back to the ', link: 'home page', after: '.' },
} as const
