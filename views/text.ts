/** Every sentence of the screens. Refusals are in words.ts, messages in messages/. */
import {
  CANCEL_CODE_DIGITS,
  CODE_DIGITS,
  DOMAIN_HANDSHAKE_LIFETIME,
  days,
  EMAIL_CODE_LIFETIME,
  FAILURES_BEFORE_LOCK,
  FIRST_LOCK,
  FLOW_LIFETIME,
  OUTAGE_LOOK,
  PASSWORD_SHORTEST,
  PHONE_CODE_LIFETIME,
  PHONE_REPLACEMENT_WAIT,
  PHONE_REQUEST_OPEN,
  RESEND_WAITS,
  SESSION_LIFETIME,
  USERNAME_LONGEST,
  USERNAME_SHORTEST,
} from '../src/domain/policy.ts'
import { CODE_SIGNS } from '../src/domain/registration-code.ts'
import { duration } from './duration.ts'

export const text = {
  step: (number: number, of: number, name: string) => `Step ${number} of ${of}: ${name}`,
  /** Until a method is chosen: one of them takes fewer steps. */
  stepOfUpTo: (number: number, of: number, name: string) => `Step ${number} of up to ${of}: ${name}`,
  stages: {
    'log-in': 'your current login',
    join: 'who you are',
    'choose-method': 'choose a method',
    'give-email': 'confirm your email',
    'verify-email': 'confirm your email',
    'set-password': 'set a new password',
    'give-phone': 'your phone number',
    'verify-phone': 'confirm your phone',
  },
  cancel: 'Cancel',
  back: 'Back',
  backToLogIn: 'Back to log in',
  needHelp: (support: string) => `Need help? Ask ${support}.`,
  problem: 'There is a problem',

  logIn: {
    title: 'Log in',
    domain: {
      heading: (domain: string) => domain,
      lead: (domain: string) => `Use this if you have a ${domain} domain account.`,
      button: 'Login',
    },
    customer: {
      heading: 'Customer or provider',
      lead: 'Use this if you are a customer or provider user.',
      phone: 'Login with phone',
      email: 'Login with email',
      remember: 'Remember me',
    },
    first: 'First login with multi-factor authentication?',
    firstLink: 'Complete your registration',
    join: 'No account yet?',
    joinLink: 'Register here',
    trouble: 'Having trouble logging in?',
    troubleLink: 'Get help',
    alreadyRegistered: 'You are already registered. Log in with your phone or your email below.',
    signedOut: 'You are signed out.',
    notSent:
      'What you sent was not received, because your session was over. Log in, and you come back to the form: check what it holds, and send it again.',
    passwordChanged: 'Your password is changed, and every browser is signed out. Log in with the new password.',
    signedOutEverywhere: 'You are signed out everywhere, and no browser is remembered any more.',
    notAsked:
      'Whoever answered said they did not ask for this call, so your login was stopped. Log in again, and check the number; we do not call it again today.',
    cancelled: 'Your registration was cancelled, and what you entered is forgotten. Nothing about your login has changed.',
  },
  domain: {
    notSetUp: {
      title: 'Domain login is not set up',
      lead: (domain: string) => `Logging in with a ${domain} domain account is not set up here.`,
      next: (support: string) => `Use your phone or your email on the login page. If you need your domain account, ask ${support}.`,
    },
    again: 'Try again',
    another: 'Use another domain account',
    /** What happened, and what to do next. */
    refused: {
      declined: {
        title: 'You were not logged in',
        lead: () => 'The login with your domain account was cancelled, or you may not use this portal with it.',
        next: (support: string) =>
          `Try again, or go back to choose another way to log in. If you may not use it but should, ask ${support}.`,
      },
      stale: {
        title: 'This login is out of date',
        lead: () =>
          `It was used already, took longer than ${duration(DOMAIN_HANDSHAKE_LIFETIME)}, or was begun in another tab or browser. Nothing was changed.`,
        next: () => 'Begin again: as a rule it takes a click. If it happens each time, see that your browser keeps cookies.',
      },
      down: {
        title: 'Your domain cannot be reached',
        lead: (domain: string) => `The system that checks ${domain} domain accounts did not answer as it should. Nothing was changed.`,
        next: () => 'Wait a minute, then try again, or go back to choose another way to log in.',
      },
      'not-accepted': {
        title: 'This login could not be checked',
        lead: (domain: string) => `What came back is not what ${domain} says to us, so you were not logged in. Nothing was changed.`,
        next: (support: string) => `Try again from our login page. If it happens again, tell ${support}.`,
      },
      'no-address': {
        title: 'Your domain account has no address',
        lead: () => 'It does not tell us an address by which we could find you here.',
        next: (support: string) => `Use another domain account, or ask ${support}.`,
      },
      unverified: {
        title: 'Your address is not verified',
        lead: (domain: string) =>
          `The address of your domain account has not been verified by ${domain}, so we cannot tell that it is yours.`,
        next: (support: string) => `Have it verified there, then try again. If you do not know how, ask ${support}.`,
      },
      'other-domain': {
        title: 'This domain cannot be used here',
        lead: (domain: string) => `The address of this account is not of a domain that ${domain} uses here.`,
        next: (support: string) =>
          `Use another domain account, or go back to choose another way to log in. If this is the right one, ask ${support}.`,
      },
      'unknown-person': {
        title: 'No account was found',
        lead: () => 'You are logged in to your domain, but nobody with the address of your domain account is known to this portal.',
        next: (support: string) => `Use another domain account, or ask ${support} to give you access.`,
      },
      'bound-to-another': {
        title: 'This address belonged to somebody else',
        lead: () => 'Another person has logged in here with the address of your domain account. What was theirs is not given to you.',
        next: (support: string) => `Ask ${support} to give you access.`,
      },
      'account-disabled': {
        title: 'This account is switched off',
        lead: () => 'You are logged in to your domain, but your account for this portal is switched off.',
        next: (support: string) => `Ask ${support} to switch it on.`,
      },
    },
  },
  currentUser: {
    title: 'Register for multi-factor authentication',
    lead: 'If you have not registered yet, log in here with your current username and password. This is done once and takes about three minutes.',
    username: 'Username',
    password: 'Password',
    button: 'Login',
    forgot: 'Forgot password?',
    expired: `Your registration was open for more than ${duration(FLOW_LIFETIME)} and was closed to keep it safe. Log in again: what you confirmed is kept.`,
  },
  join: {
    title: 'Register with a code from your facility',
    lead: 'If you have no login for the portal yet, your facility can give you a registration code. This takes about four minutes.',
    halfWay: `There is no password yet that could bring you back, so finish in this browser, within ${duration(FLOW_LIFETIME)}. In another one, or later, register anew with the same code.`,
    code: 'Registration code',
    codeHint: `${CODE_SIGNS} letters and digits, such as HVCC-CARE-2026. Capitals, spaces and dashes do not matter.`,
    firstName: 'First name',
    lastName: 'Last name',
    email: 'Work email address',
    emailHint: 'We will send a verification code to it.',
    npi: 'NPI (optional)',
    npiHint: 'Your National Provider Identifier, ten digits, if you have one.',
    username: 'Choose a username',
    usernameHint: `${USERNAME_SHORTEST} to ${USERNAME_LONGEST} letters, digits and the signs . _ -, or your work email address.`,
    button: 'Continue',
    haveLogin: 'I have a login already',
    begun: 'You have begun to register in this browser.',
    goOn: 'Go on where you were',
    expired: `Your registration was closed, and what you entered is forgotten: it can be open for ${duration(FLOW_LIFETIME)}. Fill in this form again, with the same code.`,
  },
  chooseMethod: {
    title: 'Choose how you will log in',
    lead: 'From now on you confirm each login in one of two ways. Choose the one that suits you best.',
    phone: 'Phone',
    phoneHint:
      'We send a code by text message or call you. Mobile or landline: ten digits in the United States and Canada. A call can also reach an extension.',
    email: 'Email',
    emailHint: 'We send a code to your email. Choose this only if you have no direct phone line.',
    emailForNow: 'We send a code to your email.',
    note: 'You will need an email address either way. Your work email is best.',
  },
  giveEmail: {
    title: 'Enter your email address',
    lead: 'We will send a verification code to it. Your work email is best.',
    email: 'Email address',
    corrected: (typed: string) => `You typed ${typed}. We put in what you may have meant: check it before you send.`,
    button: 'Send verification code',
  },
  verifyEmail: {
    title: 'Check your email',
    // True from the first moment on: how far the message has come is told by the line below the box.
    enter: (masked: string) => `Enter the verification code from our email to ${masked}.`,
    works: `The code works for ${duration(EMAIL_CODE_LIFETIME)}. If you do not see it within a few minutes, look in your spam folder.`,
    meant: (address: string) => `Did you mean ${address}? If so, choose Change email.`,
  },
  /** Why no mail came, and what to do next where the address can be changed. */
  noMail: {
    bounced: ['Your mail server sent our message back.', 'Check the address: choose Change email to correct it.'],
    invalid: ['Mail cannot go to this address.', 'Check it for a slip: choose Change email to correct it.'],
    returned: ['Your mail server did not take our message: the mailbox may be full.', 'Choose Send new code, or Change email.'],
    suppressed: ['Earlier mail to this address came back, so nothing was sent.', 'Choose Change email, and give another address.'],
    late: ['The email could not be sent.', 'Choose Send new code.'],
  },
  /** Under the box for a code: how far its message has come. Times stand between the words. */
  line: {
    due: 'On its way.',
    sent: 'Sent',
    held: 'Not sent yet: it goes out as soon as the service works again.',
    late: 'Not delivered yet: choose Call Me, or wait a little longer.',
    lateNoCall: 'Not delivered yet: wait a little longer, or ask for a new code.',
    uncertain:
      'We could not tell whether the text message went out. If no code arrives within a minute, ask for a new one, or choose Call Me.',
    uncertainNoCall: 'We could not tell whether the text message went out. If no code arrives within a minute, ask for a new one.',
    delayed: 'Your mail server is holding our message. It can take a few minutes.',
    delivered: { phone: ['Delivered to your phone', '.'], mail: ['Arrived at your mail server', '.'] },
    earlier: ['The code sent at', 'still works.'],
    earlierTwo: ['The codes sent at', 'and', 'still work.'],
    look: 'See whether it arrived',
  },
  /** While a channel is out: what cannot be done, and what to do instead. */
  outage: {
    sms: 'Text messages cannot be sent right now.',
    voice: 'Calls cannot be made right now.',
    phone: 'Text messages and calls do not work right now.',
    email: 'Email cannot be sent right now.',
    noPhone: 'Text messages and calls do not work right now. Choose Email, or come back in an hour to register your phone.',
    choose: (words: string) => `Choose ${words}.`,
    wait: (support: string) => `Wait ${duration(OUTAGE_LOOK)}, then load this page again. If it is urgent, ask ${support}.`,
  },
  code: 'Verification code',
  codeHint: `${CODE_DIGITS} digits`,
  verify: 'Verify code',
  newCode: 'Send new code',
  changeEmail: 'Change email',
  /** When another message may be asked for. */
  another: {
    code: {
      wait: (wait: string) => `You can ask for a new code in ${wait}.`,
      now: 'No code? You can ask for a new one now.',
      last: 'This was the last code for this address or number. If it does not arrive, change the address or number.',
    },
    call: {
      wait: (wait: string) => `You can call again, or get a text, in ${wait}.`,
      now: 'You can call again, or get a text, at any time.',
      last: 'This was the last call or text for this number. If it did not work, choose Change number.',
    },
    callOnly: {
      wait: (wait: string) => `You can call again in ${wait}.`,
      now: 'You can call again at any time.',
      last: 'This was the last call for this number. If it did not work, choose Change number.',
    },
  },
  triesLeft: (n: number) => (n === 1 ? 'You have 1 try left.' : `You have ${n} tries left.`),

  proveUser: {
    title: { phone: 'Log in with your phone', email: 'Log in with your email' },
    username: 'Username or email address',
    remember: (days: number) => `Remember me on this browser: for ${days} days it needs no code`,
    expired: 'Your login was open for too long and was closed to keep it safe. Log in again.',
  },
  sendCode: {
    phone: {
      title: 'Confirm it is you, by phone',
      to: (masked: string) => `We can text a code to ${masked}, or call it.`,
      rates: 'Message and data rates may apply.',
    },
    email: { title: 'Confirm it is you, by email', to: (masked: string) => `We can send a code to ${masked}.` },
    behind: (masked: string) => `We can call ${masked}.`,
    choose: 'Where should the code go?',
    instead: {
      phone: 'You have no phone registered, so the code comes by email.',
      email: `A code by email needs a password of at least ${PASSWORD_SHORTEST.email} characters beside it, and yours is shorter. Use your phone.`,
    },
    noWay: (support: string) => `There is no way to send you a code with this password. Ask ${support}.`,
  },
  /** For somebody who is signed in, before a page that matters more. */
  stepUp: {
    notSent: 'What you sent was not received, because this asks first. You come back to the form: check what it holds, and send it again.',
    title: 'Confirm that it is you',
    why: 'The page that you want to open is protected more than others. We make sure that it is you, and nobody who found your screen unattended.',
    how: {
      any: 'You are asked for a code once more. Then you go on where you were; you stay signed in.',
      phone: 'It asks for a code by text message or by a call to your phone. Then you go on where you were; you stay signed in.',
      email: 'It asks for a code that we send to your email address. Then you go on where you were; you stay signed in.',
    },
    button: 'Continue',
    notYou: (name: string) => `I am not ${name}`,
    home: 'Back to the home page',
    logInByEmail: 'Log in again',
    stopped: {
      title: 'This was stopped',
      lead: 'Whoever answered said they did not ask for this call, so nothing was opened. You are still signed in.',
      next: (support: string) =>
        `We do not call that number again today. Open the page once more and get the code in another way. If the number is not yours, ask ${support}.`,
    },
    missing: {
      phone: {
        title: 'You have no phone registered',
        lead: 'The page that you want to open asks for a code by phone, and there is no phone that belongs to your login.',
        next: (support: string) => `Ask ${support} how you can get one registered, or who else may do this for you.`,
      },
      email: {
        title: 'You have no email address registered',
        lead: 'The page that you want to open asks for a code by email, and there is no email address that belongs to your login.',
        next: (support: string) => `Ask ${support} how you can get one registered, or who else may do this for you.`,
      },
      'long-password': {
        title: 'A code by email does not count here yet',
        lead: `The page that you want to open asks for a code by email. It counts only beside a password of at least ${PASSWORD_SHORTEST.email} characters, and we cannot tell that yours is as long.`,
        next: (support: string) =>
          `If your password is that long, log in again and choose Login with email. If it is shorter, set a longer one first: choose “I forgot my password” under “Get help”. For help, ask ${support}.`,
      },
      any: {
        title: 'You have no way to get a code',
        lead: 'The page that you want to open asks for a code, and neither a phone nor an email address belongs to your login.',
        next: (support: string) => `Ask ${support} how you can get one registered, or who else may do this for you.`,
      },
    },
  },
  signOut: {
    title: 'Sign out?',
    lead: (name: string) => `You are signed in as ${name}.`,
    here: 'Sign out of this browser',
    everywhere: 'Sign out everywhere',
    everywhereMeans: 'Everywhere: on every device, and no browser is remembered any more.',
    stay: 'Stay signed in',
  },
  trouble: {
    title: 'Having trouble logging in?',
    lead: 'What stops you?',
    back: 'Back to the questions',
    forgotPassword: 'I forgot my password',
    forgotUsername: 'I forgot my username',
    topics: {
      'no-code': {
        question: 'No code arrives',
        help: (support: string) => [
          'Look at the screen on which you enter the code: it says where the code went, and whether it arrived.',
          'Mail: look in your spam folder. Text message: a landline cannot get one, so choose Call Me. Call: answer it yourself, since we hang up on voicemail.',
          `You can ask for a new code after ${duration(RESEND_WAITS[0])}; the one before still works. If a number or address is no longer yours, go back to the questions. For anything else, ask ${support}.`,
        ],
        next: [{ href: '/auth/login', words: 'Log in again' }],
      },
      'wrong-number': {
        question: 'My code goes to a wrong number or address',
        help: (support: string) => [
          'While you register: choose Change number or Change email on the screen on which you enter the code.',
          'Once you are registered: log in another way, if you have one. If the number that you registered is not yours any more, do as with a lost phone.',
          `If nothing of what you registered is yours, ask ${support}.`,
        ],
        next: [
          { href: '/auth/trouble/lost-phone', words: 'My phone is lost, or its number has changed' },
          { href: '/auth/login', words: 'Log in another way' },
        ],
      },
      'lost-phone': {
        question: 'My phone is lost, or its number has changed',
        help: (support: string) => [
          `If your password has at least ${PASSWORD_SHORTEST.email} characters, choose Login with email: the code comes by mail.`,
          'Otherwise choose Login with phone. After your password, choose “I no longer have this phone” and follow what it says. For your safety, a new phone can be registered a day later.',
          `If you also have no access to your mailbox, ask ${support}.`,
        ],
        next: [
          { href: '/auth/login/with-email', words: 'Login with email' },
          { href: '/auth/login/with-phone', words: 'Login with phone' },
          { href: '/auth/lost-phone/cancel', words: 'We told you of a request for a new phone, and it was not you' },
        ],
      },
      'changed-jobs': {
        question: 'I have changed jobs',
        help: (support: string) => [
          'Your login belongs to the facility that gave it to you. Do not take it along, and do not lend it to whoever follows you.',
          `Ask ${support} to close it. Your new facility gives you a login of its own, or a code with which you can register.`,
        ],
        next: [{ href: '/auth/join', words: 'Register with a code' }],
      },
      locked: {
        question: 'I am locked out',
        help: (support: string) => [
          `After ${FAILURES_BEFORE_LOCK} wrong passwords in a row a username rests for ${duration(FIRST_LOCK)}. Wait, then log in with the right one. A browser that you told to remember you is let in all the same.`,
          `After ${FAILURES_BEFORE_LOCK} wrong codes in a row your codes rest, for ${duration(FIRST_LOCK)} at first and then longer. Only the latest message has the latest code.`,
          `If your account is switched off, ask ${support}.`,
        ],
        next: [
          { href: '/auth/forgot-password', words: 'Set a new password' },
          { href: '/auth/login', words: 'Log in again' },
        ],
      },
      'not-registered': {
        question: 'I have a username and a password, but have not registered',
        help: () => [
          'Register once with your current username and password: it takes about three minutes. From then on you log in with a code.',
        ],
        next: [{ href: '/auth/register', words: 'Complete your registration' }],
      },
    },
  },
  recover: {
    startAgain: 'Start again',
    password: {
      title: 'Forgot your password?',
      lead: 'Give your username or your email address. If it belongs to a login that is registered, we send a code to its email address.',
      name: 'Username or email address',
      button: 'Send verification code',
      notRegistered: 'If you have not registered with a new password yet, ask whoever gave you your current one.',
    },
    checkEmail: {
      lead: 'If what you gave belongs to a login, a code is on its way to the email address of that login.',
      works: `The code works for ${duration(PHONE_CODE_LIFETIME)}. If nothing arrives within a few minutes, look in your spam folder, and check what you gave.`,
    },
    choosePhone: { title: 'Confirm your phone, too', lost: 'If you no longer have this phone' },
    newPassword: { title: 'Set a new password', lead: 'Everyone who is logged in with your login now is signed out.', button: 'Save' },
    username: {
      title: 'Forgot your username?',
      lead: 'Give the email address that you registered. You can also log in with it in place of your username.',
      button: 'Send my username',
      sent: 'If this address belongs to a login, its username is on its way there. It can take a few minutes.',
    },
  },
  lostPhone: {
    button: 'I no longer have this phone',
    haveIt: 'I have my phone',
    startAgain: 'Start again',
    why: `With this code you can ask for another phone to log in with. You set it ${duration(PHONE_REPLACEMENT_WAIT)} later, after your password and a code by email again.`,
    requested: {
      title: 'Come back to set your new phone',
      from: (time: string) =>
        `From ${time} on, log in the same way, choose “I no longer have this phone” again and enter a code from your email. Then you can set your new phone.`,
      told: `We told your email address and the phone you had, so that nobody can do this unnoticed. The request is kept for ${Math.round(PHONE_REQUEST_OPEN / days(1))} days.`,
      sooner: (support: string) =>
        `If you find your phone, log in with it as ever: that cancels the request. If you cannot wait, ask ${support}.`,
    },
    over: {
      title: 'This request was cancelled',
      lead: 'No new phone will be set: the request was cancelled from another place, or it is too old. Log in with your phone, or begin again.',
    },
    newPhone: {
      title: 'Enter your new phone number',
      lead: 'It takes the place of the phone you had. We send a code by text message, or call it, to confirm that it is yours. Everybody who is logged in with your login now is signed out.',
    },
    cancel: {
      title: 'Cancel the request for a new phone',
      lead: 'If we told you that a new phone was asked for your login, and it was not you, cancel it with the code from that message.',
      code: 'Code to cancel',
      codeHint: `${CANCEL_CODE_DIGITS} digits`,
      button: 'Cancel the request',
      doneTitle: 'The request is cancelled',
      done: 'No new phone will be set. Your phone works as ever.',
      next: 'If you did not ask for a new phone, somebody else knows your password. Set a new one now.',
      change: 'Set a new password',
    },
  },
  enterCode: {
    afresh: 'Get a fresh code',
    elsewhere: 'Send it elsewhere',
    otherWay: 'Try another way',
    tryAnotherWay: 'Choose Try another way.',
    ask: (support: string) => `Ask ${support} for help.`,
    mailWorks: `The code works for ${duration(PHONE_CODE_LIFETIME)}. If you do not see it within a few minutes, look in your spam folder.`,
  },

  setPassword: {
    title: 'Set a new password',
    verified: (email: string) => `The code has been verified. Your email address is ${email}.`,
    resumed: (email: string) => `Welcome back. You confirmed ${email} before. If that is not your address, choose Change email.`,
    rule: (method: 'phone' | 'email') =>
      `Use at least ${PASSWORD_SHORTEST[method]} characters. A few unrelated words are easy to remember and hard to guess. Spaces are welcome.`,
    logsIn: (username: string) => `From now on you log in with this password and your username, ${username}.`,
    replaces: 'The new password replaces your current one once you are registered.',
    password: 'New password',
    again: 'Confirm new password',
    show: 'Show passwords',
    hide: 'Hide passwords',
    button: 'Create',
  },
  givePhone: {
    title: 'Enter your phone number',
    lead: 'We will send a code by text message, or call you, to confirm that it is yours.',
    country: 'Country code',
    number: 'Phone number',
    numberHint: 'Mobile or landline. In the United States and Canada: ten digits.',
    extension: 'Extension (for calls only)',
    extensionHint: 'Leave it empty for a direct line. If a switchboard or a front desk answers: its digits, and w for each pause.',
    consent:
      'If you choose Send Code, you agree to get one text message for each code you ask for. Message and data rates may apply. Reply STOP to end, HELP for help.',
    sms: 'Send Code',
    call: 'Call Me',
    otherMethod: 'Use another method',
  },
  verifyPhone: {
    smsTitle: 'Check your phone',
    enter: (masked: string) => `Enter the code from our text message to ${masked}.`,
    works: `The code works for ${duration(PHONE_CODE_LIFETIME)}.`,
    landline: 'This number cannot get text messages. Choose Call Me, or change the number.',
    stopped: (textsFrom: string) =>
      `This number has said STOP to our text messages. Choose Call Me, or text START to ${textsFrom} and then ask for a new code.`,
    noSuchNumber: 'This number could not be reached: it may be mistyped or out of service. Use another number or another way.',
    noCodes: 'Codes cannot go to this number. Use another number or another way.',
    tooLate: 'The text message could not be sent in time. Choose Call Me, or send a new code.',
    notSent: 'The text message could not be delivered. Choose Call Me, or check the number.',
    callTitle: 'Answer your phone',
    overTitle: 'Your phone is not confirmed yet',
    confirmedTitle: 'Your phone is confirmed',
    calling: (masked: string) => `We are calling ${masked}.`,
    keyInBehind:
      'We dial your extension and say for whom the call is. When it reaches you, key in this number and press the pound key (#):',
    keyIn: 'When you answer, key in this number and press the pound key (#):',
    pressPound: 'When you answer, press the pound key (#).',
    callMe: 'Call Me',
    callAgain: 'Call again',
    textMe: 'Send Code by text',
    changeNumber: 'Change number',
    checkAgain: 'Check again',
    continue: 'Continue',
    /** Of a phone behind a switchboard, to which no text goes. */
    statesBehind: {
      uncertain: 'Trying to call your phone. If it does not ring within a minute, call again.',
      answered: 'The switchboard answered. We are dialling your extension.',
      asked: 'We are asking for you. When the call reaches you, key in the number, then press the pound key (#).',
    },
    endedBehind: {
      failed: ['The call did not get through.', 'Call again, or change the number.'],
      'hung-up': ['The call ended before it was confirmed.', 'Call again, and tell your front desk that a call is coming for you.'],
      silent: ['We have not heard from the phone network.', 'If your phone is not ringing, call again.'],
    } as Partial<Record<string, readonly [string, string]>>,
    states: {
      due: 'Calling your phone…',
      sent: 'Calling your phone…',
      uncertain: 'Trying to call your phone. If it does not ring within a minute, call again or get the code by text.',
      ringing: 'Your phone is ringing.',
      answered: 'You answered. Listen to the message.',
      asked: 'Key in the number, then press the pound key (#).',
      askedPound: 'Press the pound key (#) now.',
      'wrong-digits': 'That was not the number on this screen. Listen, and key it in again.',
    },
    unchecked: ['We could not check just now whether this number can be called.', 'Get the code by text.'],
    confirmed: 'You can hang up. Choose Continue to go on.',
    notAsked: 'Whoever answered said they did not ask for this call. Check the number.',
    /** What happened, and what helps as long as calls can be made. */
    ended: {
      busy: ['Your line was busy.', 'Call again when it is free, or change the number.'],
      'no-answer': ['Nobody answered.', 'Call again when you are at the phone, or change the number.'],
      rejected: ['The call was declined.', 'Call again, or change the number.'],
      voicemail: ['Voicemail answered, so we hung up.', 'Call again when you can answer yourself.'],
      'hung-up': ['The call ended before it was confirmed.', 'Call again, and stay on the line.'],
      'too-many-tries': ['The number was not right.', 'Call again: a new number will be shown here.'],
      refused: ['This number cannot be called.', 'Check it, and choose Change number.'],
      failed: ['The call did not get through.', 'Get the code by text, or call again.'],
      expired: ['The call could not be made in time.', 'Call again.'],
      'not-asked': ['Whoever answered said they did not ask for this call.', 'Check the number.'],
      silent: ['We have not heard from the phone network.', 'If your phone is not ringing, call again or get the code by text.'],
    },
  },
  confirmCancel: {
    title: 'Cancel your registration?',
    lead: 'What you entered will be forgotten. Your current login stays as it is, and you can start again at any time.',
    yes: 'Yes, cancel',
    no: 'No, go back',
  },
  /** At the end of a session, on whatever page of a portal. The time left stands between `before` and `after`. */
  session: {
    idle: {
      title: 'You will be signed out soon',
      why: 'No page was opened here for a while.',
      before: 'You are signed out in',
      after: ', unless you stay. What you typed is kept.',
      stay: 'Stay signed in',
    },
    final: {
      title: 'Your session ends soon',
      why: `Nobody stays signed in for more than ${duration(SESSION_LIFETIME)}.`,
      before: 'You are signed out in',
      after: '. This cannot be extended: save your work now.',
      stay: 'Back to my work',
    },
    over: { title: 'You are signed out', body: 'Your session is over. What you typed is still on this page.' },
    other: {
      title: 'Somebody else is logged in',
      body: 'Somebody else has logged in with this browser since, so nothing can be sent from this page. To go on here, sign them out first.',
    },
    logIn: 'Log in again in a new tab, then go on here',
    back: 'Back to the page',
    signOut: 'Sign out',
    left: '{left} left.',
    lost: 'There was no answer. Check your connection, then choose again.',
    none: 'There is no session, or it is over. Log in again.',
  },
  guard: {
    tryAgain: 'Try again',
    toStart: 'Go to the first page',
    notAHop: {
      title: 'Not a proxy of this house',
      detail:
        'This address answers proxies whose own address is listed in TRUSTED_HOPS, and guards that send GUARD_KEY as Latchkey-Guard-Key. List the proxy, or send the key.',
    },
    noAddress: {
      title: 'The proxy does not say what it holds back',
      detail: 'Let it send X-Forwarded-Uri, the path and the query as the client sent them, and X-Forwarded-Method.',
    },
  },
  faults: {
    notFound: { title: 'Page not found', lead: 'There is no page at this address.', link: 'Go to log in' },
    stale: {
      title: 'This page is out of date',
      lead: 'It belongs to an earlier login or registration, or your browser does not keep cookies. Nothing was changed.',
      link: 'Go on from where you are',
    },
    foreign: { title: 'Request refused', lead: 'This request did not come from our own pages. Nothing was changed.', link: 'Go to log in' },
    unsupported: { title: 'Request refused', lead: 'Send this form from our own page.', link: 'Go to log in' },
    misshapen: {
      title: 'That could not be read',
      lead: 'Something in the form is too long or missing. Nothing was changed.',
      link: 'Go back',
    },
    tooLarge: { title: 'That is too much', lead: 'What was sent is larger than our forms allow. Nothing was changed.', link: 'Go back' },
    wrongHost: {
      title: 'Wrong address',
      lead: 'This service does not answer under this address. Use the address your portal gave you.',
      link: 'Go to log in',
    },
    busy: {
      title: 'One moment',
      lead: 'Many people are logging in right now. Nothing was changed. Wait a few seconds, then send the form again.',
      link: 'Start again',
    },
    down: {
      title: 'We cannot go on right now',
      lead: 'Our system could not be reached. What you confirmed is kept. Wait a minute, then send the form again.',
      link: 'Try again',
    },
    lost: 'There was no answer. Check your connection, then send the form again: what you typed is still here.',
    broken: (reference: string) => ({
      title: 'Something is wrong on our side',
      lead: `Nothing was lost. Wait a minute, then try again. If you ask for help, give this reference: ${reference}.`,
      link: 'Try again',
    }),
  },
} as const
