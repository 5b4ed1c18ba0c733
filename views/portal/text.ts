/** Every sentence of the portal, so that one file is read when words change, and translated when languages come. */
const columns = {
  caseNumber: 'Case #',
  programNumber: 'Program #',
  state: 'Status',
  contract: 'Contract',
  caseType: 'Case type',
  consumerId: 'Consumer ID',
  consumerName: 'Consumer name',
  dateOfBirth: 'Date of birth',
  lastModified: 'Last modified',
}

export const TEXT = {
  skip: 'Skip to the content',
  contract: 'Contract',
  search: 'Search for case # or program #',
  searchButton: 'Search',
  navigation: 'Main',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  openUntil: (idle: string, end: string) => `You are signed out after ${idle} without a new page, and at ${end} at the latest.`,
  places: { home: 'Home', cases: 'Cases', createCase: 'Create case', setup: 'Setup', messages: 'Message center', help: 'Help' },
  columns,
  states: { saved: 'Not submitted', submitted: 'Submitted' },
  none: 'No records found.',
  unknown: '–',

  registered: 'You are registered. From now on you log in with your new password and a code.',
  messages: 'Messages',
  newMessages: (count: number) => (count === 1 ? 'new message' : 'new messages'),
  toMessages: 'Go to Message Center',
  workInProgress: 'Work in progress',
  notSubmitted: 'Not submitted',
  submitted: 'Submitted',
  savedNotSubmitted: 'Request saved but not submitted',
  latestOf: (shown: number, all: number) => `The latest ${shown} of ${all} are shown. Search finds the others by their number.`,

  found: 'Search results',
  foundFor: (typed: string) => `Your cases that match “${typed}”`,
  notFoundHint: 'Only your own cases are searched, by case number, program number or consumer ID.',
  home: 'Back to the home page',
  cases: {
    which: 'Which cases',
    all: 'All',
    heading: { all: 'All your cases', saved: 'Your cases that are not submitted', submitted: 'Your submitted cases' },
    page: (page: number) => `Page ${page}, the latest first`,
    pages: 'Pages',
    newer: 'Newer cases',
    older: 'Older cases',
    create: 'Create a case',
  },

  form: {
    lead: 'You can save a case with the consumer’s name alone and submit it later. A case that is submitted can’t be changed.',
    hints: {
      consumerName: 'Last name, first name',
      dateOfBirth: 'Month, day and year, such as 04/12/1957',
      programNumber: 'Such as DME-2204',
    },
    choose: 'Choose one',
    save: 'Save without submitting',
    submit: 'Submit',
    refused: {
      title: 'Not kept yet',
      one: 'Look at 1 field, then send the form again',
      many: (count: number) => `Look at ${count} fields, then send the form again`,
    },
    complaints: {
      missing: {
        consumerName: 'Enter the consumer’s name.',
        consumerId: 'Enter the consumer ID.',
        dateOfBirth: 'Enter the date of birth.',
        contract: 'Choose the contract.',
        caseType: 'Choose the case type.',
        programNumber: 'Enter the program number.',
      },
      tooLong: (most: number) => `Use at most ${most} characters.`,
      noDate: 'Enter a date of the calendar as month, day and year, such as 04/12/1957.',
      notBornYet: 'Enter a date of birth that is not in the future.',
    },
  },
  case: {
    title: (number: string) => `Case ${number}`,
    saved: 'The case is saved. It is not submitted yet.',
    submitted: 'The case is submitted.',
    unchanged: 'This case had been submitted before, so what you sent just now was not kept. Create another case for it.',
    all: 'Back to your cases',
  },

  letters: {
    lead: (unread: number) =>
      unread === 0 ? 'You have read all your messages.' : `${unread} of your messages ${unread === 1 ? 'is' : 'are'} new.`,
    latest: (shown: number) => `The latest ${shown} are shown.`,
    subject: 'Subject',
    received: 'Received',
    state: 'Status',
    unread: 'New',
    read: 'Read',
    receivedAt: (at: string) => `Received ${at}`,
    readAt: (at: string) => `Read ${at}`,
    markRead: 'Mark as read',
    all: 'Back to your messages',
  },

  setup: {
    lead: 'This is what the portal knows of you. Your facility’s administrator can change it.',
    name: 'Name',
    username: 'Username',
    facility: 'Facility',
    loggedIn: 'Logged in',
    login: 'How you log in',
    change: 'A new phone number, email address or password is set where you log in.',
  },
  help: {
    support: 'your facility’s portal administrator',
    cases: 'A case or a message',
    ask: (support: string) => `Ask ${support}. Have the case number at hand: it stands in the list of your cases.`,
    login: 'Your phone, your email address or your password',
    change: 'They are changed where you log in, not here. The first page asks what you need and says how it goes on.',
    link: 'Get help with logging in',
    desk: 'A shared computer',
    shared: 'Sign out when you leave. If you forgot to, choose “Sign out everywhere” on any computer.',
  },

  faults: {
    notFound: {
      title: 'Page not found',
      words: 'There is no such page, case or message here. Look for it in the list of your cases, or go on from the home page.',
    },
    foreign: {
      title: 'The form was not sent from this portal',
      words: 'Nothing was changed. Open the page in this portal and send its form again.',
    },
    tooLarge: { title: 'The form is too long', words: 'Nothing was changed. Go back and shorten what you entered.' },
    broken: {
      title: 'The portal could not finish this',
      words: 'What you sent may not have been kept. Look at the list of your cases before you send it again.',
    },
    noPass: 'Reach this portal by its public address, where you log in.',
    noKeys: 'The keys of the login service can’t be read now. Try again in 30 seconds.',
  },
} as const

/** What a case can be of. A real portal reads these from its contracts. */
export const CONTRACTS: readonly string[] = ['Example Health Plan', 'Sample State Medicaid']
export const CASE_TYPES: readonly string[] = [
  'Behavioral health',
  'Durable medical equipment',
  'Home and community waiver',
  'Inpatient stay',
  'Outpatient therapy',
  'Private duty nursing',
]
