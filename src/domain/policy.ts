/**
 * Every number that is a rule rather than a mechanism. Screens print them from here.
 * NIST SP 800-63B-4 is quoted as 63B-4.
 */
export const seconds = (n: number) => n * 1000
export const minutes = (n: number) => seconds(n * 60)
export const hours = (n: number) => minutes(n * 60)
export const days = (n: number) => hours(n * 24)

export const CODE_DIGITS = 6
/** 63B-4 §3.1.3: an out-of-band code lives ten minutes at most. */
export const PHONE_CODE_LIFETIME = minutes(10)
/** Confirming an address is not authentication and may take longer; mail is slow. */
export const EMAIL_CODE_LIFETIME = minutes(60)
/** Codes of one challenge that are valid at once, so that a slow first message still works after "send new code". */
export const LIVE_CODES = 3
export const ATTEMPTS_PER_CHALLENGE = 5
/** The screen counts the tries down from here. */
export const TRIES_WORTH_SAYING = 3

/** Resend takes two requests a second of one team; this many milliseconds lie between two mails. */
export const MAIL_GAP = seconds(0.5)

/** A mail whose turn is this near is waited for by the request that made it due, after its answer; others are the sweeper's. */
export const LONGEST_TURN = seconds(20)
/** Outages in a row before a provider is left alone, how long at first, and at most: each further outage doubles the time. */
export const OUTAGES_BEFORE_REST = 3
export const FIRST_REST = seconds(30)
export const LONGEST_REST = minutes(5)
/** A provider that has too much to do, and for no longer than this, is not out. */
export const SHORT_WAIT = seconds(5)

/** The wait before the second, third, … message of a challenge. */
export const RESEND_WAITS = [seconds(30), seconds(60), seconds(120), seconds(120)] as const
export const SENDS_PER_CHALLENGE = RESEND_WAITS.length + 1

/** Failures in a row, of one account and factor (63B-4 §3.2.2). */
export const FAILURES_BEFORE_LOCK = 10
export const FIRST_LOCK = minutes(15)
export const LONGEST_LOCK = hours(24)
export const FAILURES_BEFORE_DISABLED = 100

/** The time in which the password tries of one client network are counted, right or wrong; how many is a setting. */
export const GUESSES_WINDOW = minutes(5)

/** Messages that may go out. The bill, and the patience of whoever owns the address, are the reason. */
export const BUDGETS = {
  destinationShort: { messages: 5, within: minutes(30) },
  destinationDay: { messages: 10, within: days(1) },
  /** Whether their codes were used or not: nobody logs in as often as that. */
  destinationInAll: { messages: 60, within: days(1), provedToo: true },
  accountDay: { messages: 20, within: days(1) },
  accountInAll: { messages: 60, within: days(1), provedToo: true },
  clientShort: { messages: 25, within: minutes(5) },
} as const

/**
 * A message that costs more than this, in millionths of a dollar (ten cents), counts as so many in every budget above and in both breakers:
 * each limit in messages is thereby one in money too, of as many times ten cents.
 */
export const PLAIN_PRICE = 100_000

/**
 * Breakers on numbers of one's own choice, by the first seven digits and by the country: no more leave while
 * unproved >= base + perProved * proved within the window. Runs of numbers are bought by the hundred, and their codes are never entered.
 * Twenty in flight let a clinic of thirty register together, since each code that is entered makes room for three. A hundred in an hour is
 * more than the honest leave unproved in a country, where two of three may. A probe now and then finds out that it is over: its proof makes
 * room for three, theirs for nine.
 */
export const BREAKERS = {
  prefix: { base: 20, within: hours(6), probe: minutes(30) },
  country: { base: 100, within: hours(1), probe: minutes(1) },
  perProved: 2,
} as const

/** An operator is told when this much of the day's money is spent, and when all of it is. */
export const SPEND_ALARM = 0.8
/** Nothing is sent for this long to an address whose mail came back, or was not wanted. */
export const MAIL_REST = days(30)
/** What kind of line a number is, is asked again after this long: numbers move between networks. */
export const LINE_KNOWN_FOR = days(90)
/** Nobody waits longer for what kind of line a number is. */
export const LOOKUP_PATIENCE = seconds(1)
/** Alarms are kept for whoever looks into a month. */
export const ALARMS_KEPT = days(30)

export const USERNAME_SHORTEST = 3
export const USERNAME_LONGEST = 64
export const NAME_LONGEST = 64
/** Usernames that whoever registers with a facility's code may ask for, within the life of a registration: each tells whether it is taken. */
export const USERNAMES_PER_JOIN = 10

export const FLOW_LIFETIME = minutes(60)
/** A person who comes back with the password within this time goes on where they were. */
export const FLOW_RESUMABLE = days(7)
/** How long a repeated form, whose answer was lost, is answered with the success it had. */
export const REPEAT_WINDOW = seconds(60)

export const SESSION_IDLE = minutes(30)
export const SESSION_LIFETIME = hours(12)
/** A session that is this close to the age that a portal allows is stepped up: the portal's clock may be ahead, and would send it back. */
export const STEP_UP_MARGIN = seconds(5)
/** The person is warned this long before either end. WCAG 2.2, 2.2.1 wants 20 seconds at least. */
export const SESSION_WARNING = seconds(150)

export const PASSWORD_LONGEST = 256
/** 63B-4 §3.1.1.2: 8 where it is one of two factors, 15 where it stands alone; email counts as no second factor. */
export const PASSWORD_SHORTEST = { phone: 8, email: 15 } as const

/** How often the screen asks what became of a message: at first, and once it has been waited for this long. */
export const LINE_LOOKS = { every: seconds(2), slowly: seconds(10), slowAfter: minutes(3) } as const
/** Whoever has no other way waits this long before the next look whether a channel works again. */
export const OUTAGE_LOOK = minutes(10)
/** A text that a provider took and that has not arrived by then is called late, and the call is offered first: by then a new code may be asked for, too. */
export const TEXT_LATE = seconds(30)

/** A call is given up after this long without an end reported. */
export const CALL_PATIENCE = minutes(3)
export const KEYINGS_PER_CALL = 3
/** Signs of an extension, pauses among them. */
export const EXTENSION_LONGEST = 20
/** A number whose owner said that they asked for no call is left alone this long: whoever keeps asking gives up. */
export const NOT_ASKED_REST = hours(24)
/** A webhook is answered within the two seconds that providers ask for; what the database has not decided by then is sent again. */
export const HOOK_PATIENCE = seconds(1.5)
/** Webhooks that one isolate works on at once. More are sent again by the provider: people who log in come first. */
export const HOOKS_AT_ONCE = 16

/** How often a message is handed over in all. A text has no key that would make a second one harmless; whoever asked for a call waits for it now. */
export const HANDINGS = { email: 6, sms: 2, voice: 1 } as const
/** A message that would arrive with less than this left to live is not sent any more. */
export const TOO_LATE_TO_SEND = seconds(60)
/** What has expired is kept this long for whoever has to look into it. */
export const KEPT_AFTER_EXPIRY = hours(24)
/** What became of a message, and wrong tries of a username, are kept this long for whoever helps the stuck. */
export const KEPT_FOR_SUPPORT = days(30)
/** What the guard counted, for whoever follows a roll-out. */
export const COUNTS_KEPT = days(90)

/** A request waits this long for a provider's answer; then the screen says that the message is on its way. */
export const PROVIDER_PATIENCE = seconds(1.5)
/** A wrong username or password is answered no sooner, so that the time of an answer tells nothing about whose name it was. */
export const REFUSAL_FLOOR = seconds(0.5)
/** A phone that is lost can be replaced no sooner than this after it was asked for: whoever still has it has the time to object. */
export const PHONE_REPLACEMENT_WAIT = hours(24)
/** After this long a request that nobody finished is over. */
export const PHONE_REQUEST_OPEN = days(7)
/** Requests of one account, cancelled ones among them. Each tells every address, whatever their budgets. */
export const PHONE_REQUESTS = { requests: 3, within: days(7) } as const
export const CANCEL_CODE_DIGITS = 8
/** Codes to cancel one request, of one client network. Others' wrong ones must not keep its owner from cancelling. */
export const CANCEL_TRIES = 5

/** Between the click on the login page and the issuer's answer: the time to type a password, and to look for a second factor. */
export const DOMAIN_HANDSHAKE_LIFETIME = minutes(10)
/** An issuer of domain accounts is given up after this long, all questions of one request together. */
export const ISSUER_PATIENCE = seconds(4)
/** Where an issuer's endpoints are is asked again after this long. */
export const ISSUER_KNOWN_FOR = hours(1)
/** The database is given up after this long: the page then says so, and the same form can be sent again. */
export const DATABASE_PATIENCE = seconds(4)
