import {
  CANCEL_TRIES,
  CODE_DIGITS,
  days,
  EXTENSION_LONGEST,
  FAILURES_BEFORE_LOCK,
  FIRST_LOCK,
  GUESSES_WINDOW,
  NAME_LONGEST,
  PASSWORD_LONGEST,
  PHONE_REQUESTS,
  USERNAME_LONGEST,
  USERNAME_SHORTEST,
  USERNAMES_PER_JOIN,
} from '../src/domain/policy.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { overBudget } from './budget-words.ts'
import { duration } from './duration.ts'
import { text } from './text.ts'

/** What is said for a refusal: a sentence or two that say what happened and what to do next, and the field that it belongs to. */
export type Words = { field: string | null; words: string; emailTaken?: true }

const at = (field: string | null, words: string): Words => ({ field, words })

/** @param now for times that are told as a wait */
export function wordsFor(refusal: Refusal, now: number, support: string): Words {
  switch (refusal.reason) {
    case 'wrong-credentials':
      return at(
        'username',
        `The username and password do not match, or this username has been tried too often. Check both and try again. After ${FAILURES_BEFORE_LOCK} wrong tries in a row a username has to rest for ${duration(FIRST_LOCK)}.`,
      )
    case 'account-disabled':
      return at(null, `This account is switched off. Ask ${support} to switch it on.`)
    case 'registration-code':
      return at(
        'registrationCode',
        `This registration code cannot be used: it may be mistyped, used up or expired, or too many were tried from your network within ${duration(GUESSES_WINDOW)}. Check it, or ask your facility for another.`,
      )
    case 'first-name-missing':
      return at('firstName', 'Enter your first name.')
    case 'last-name-missing':
      return at('lastName', 'Enter your last name.')
    case 'first-name-too-long':
      return at('firstName', `This first name is too long. Use at most ${NAME_LONGEST} characters.`)
    case 'last-name-too-long':
      return at('lastName', `This last name is too long. Use at most ${NAME_LONGEST} characters.`)
    case 'first-name-not-a-name':
      return at('firstName', 'A first name has letters, spaces, hyphens and apostrophes only. Check it and send it again.')
    case 'last-name-not-a-name':
      return at('lastName', 'A last name has letters, spaces, hyphens and apostrophes only. Check it and send it again.')
    case 'npi-not-ten-digits':
      return at('npi', 'An NPI has ten digits. Check it, or leave the box empty.')
    case 'npi-check-digit':
      return at('npi', 'This is not an NPI: one of its digits is wrong. Check it, or leave the box empty.')
    case 'username-missing':
      return at('username', 'Choose a username.')
    case 'username-too-short':
      return at('username', `This username is too short. Use at least ${USERNAME_SHORTEST} characters.`)
    case 'username-too-long':
      return at('username', `This username is too long. Use at most ${USERNAME_LONGEST} characters.`)
    case 'username-signs':
      return at('username', 'A username has plain letters, digits and the signs . _ - @ only, and no spaces. Check it and send it again.')
    case 'username-not-your-address':
      return at('username', 'A username with an @ has to be your own email address. Type that address, or a username without an @.')
    case 'username-taken':
      return at(
        'username',
        `This username belongs to somebody else. Choose another one; up to ${USERNAMES_PER_JOIN} can be tried in one registration.`,
      )
    case 'no-method':
      return at(null, 'Choose Phone or Email to go on.')

    case 'no-way':
      return at(null, 'Choose where the code should go.')

    case 'email-missing':
      return at('email', 'Enter your email address, such as name@clinic.org.')
    case 'email-several':
      return at('email', 'Enter one email address only, without spaces or commas.')
    case 'email-no-at':
      return at('email', 'An email address has an @ in it, such as name@clinic.org. Check it and send it again.')
    case 'email-no-domain':
      return at('email', 'The part after the @ is not complete. It looks like clinic.org. Check it and send it again.')
    case 'email-too-long':
      return at('email', 'This is longer than an email address can be. Check that only the address is in the box.')
    case 'email-foreign-letters':
      return at('email', 'This address has letters that mail cannot carry. Type it with plain letters, without accents.')
    case 'email-not-an-address':
      return at('email', 'This does not look like an email address. It looks like name@clinic.org. Check it and send it again.')
    case 'email-taken':
      return {
        ...at(null, 'This email address was just confirmed for another account. Choose Change email and give an address of your own.'),
        emailTaken: true,
      }

    case 'phone-missing':
      return at('number', 'Enter your phone number.')
    case 'phone-extension':
      return at(
        'number',
        `There is more than a number in this box. Enter the number here and the extension in its own box${orEmail(refusal)}.`,
      )
    case 'extension-not-digits':
      return at('extension', 'An extension has digits only, and w for a pause. Check it, or leave the box empty.')
    case 'extension-too-long':
      return at('extension', `This extension is too long. Use at most ${EXTENSION_LONGEST} digits and pauses.`)
    case 'extension-by-text':
      return at('extension', 'A text message cannot reach an extension. Choose Call Me, or leave the extension empty.')
    case 'phone-not-ten-digits':
      return at('number', 'A number in this country has ten digits: three for the area and seven for the line. Check it and send it again.')
    case 'phone-not-a-number':
      return at('number', 'This is not a phone number that can be reached. Check the digits and the country code.')
    case 'phone-special-service':
      return at(
        'number',
        `This number belongs to a special service, such as toll-free or paid calls, and codes cannot go there. Enter a direct line of your own${orEmail(refusal)}.`,
      )
    case 'phone-other-country':
      return at('country', 'This number belongs to another country than the one chosen. Choose its country code, or check the number.')
    case 'phone-country-not-offered':
      return at('country', `We cannot reach phones in this country. Choose a country from the list${orEmail(refusal)}.`)

    case 'password-too-short':
      return at('password', `This password is too short. Use at least ${refusal.shortest} characters.`)
    case 'password-too-long':
      return at('password', `This password is too long. Use at most ${PASSWORD_LONGEST} characters.`)
    case 'password-common':
      return at(
        'password',
        'This password is on the lists that attackers try first. Choose one that nobody else would think of, such as a few unrelated words.',
      )
    case 'password-simple':
      return at('password', 'This password repeats the same few characters. Choose a few unrelated words instead.')
    case 'password-has-name':
      return at(
        'password',
        'This password is built around your name, your address or ours. Leave it out, and use a few unrelated words instead.',
      )
    case 'password-unchanged':
      return at('password', 'This is the password you had before. Choose a new one, such as a few unrelated words.')
    case 'passwords-differ':
      return at('again', 'The two passwords are not the same. Enter the new password again in both boxes.')

    case 'not-a-code':
      return at('code', `A code has ${CODE_DIGITS} digits. Enter the ${CODE_DIGITS} digits from the latest message.`)
    case 'wrong-code':
      return at('code', `That is not the code we sent. Check the latest message and enter its code again.${tries(refusal.triesLeft)}`)
    case 'code-expired':
      return at('code', 'That code is too old. Choose Send new code, and enter the new one.')
    case 'tries-spent':
      return at(null, 'Too many wrong codes were entered, so the code no longer works. Choose the first button below to get a fresh one.')
    case 'codes-locked':
      return at(
        'code',
        `Too many wrong codes were entered for your account. Wait ${duration(refusal.until - now)}, then ask for a new code.`,
      )
    case 'codes-disabled':
      return at('code', `Too many wrong codes were entered for your account, and codes are switched off for it. Ask ${support} for help.`)
    case 'call-not-confirmed':
      return at(null, 'The call has not confirmed your phone yet. Answer it and follow what it says.')

    case 'call-not-asked':
      return at('number', text.verifyPhone.notAsked)

    case 'requests-spent':
      return at(
        null,
        `A new phone was asked for ${PHONE_REQUESTS.requests} times in ${PHONE_REQUESTS.within / days(1)} days, so it cannot be asked for again here. Ask ${support}.`,
      )
    case 'request-over':
      return at(
        null,
        'There is no request for a new phone any more: it was cancelled, or it is too old. Choose “I have my phone”, or go back to log in and begin again.',
      )
    case 'wrong-cancel-code':
      return at(
        'code',
        `No open request has this username and this code, or codes were tried too often. Check both against the message. From one network ${CANCEL_TRIES} codes are taken for a request. Logging in with your phone cancels it, too; else ask ${support}.`,
      )

    case 'too-soon':
      return at(null, `You can ask for a new code or call in ${duration(refusal.wait)}.`)
    case 'no-sends-left':
      return at(
        null,
        'No more codes can be sent to this address or number in this registration. Use the latest one, or enter your address or number again.',
      )
    case 'over-budget':
      return at(null, overBudget(refusal.budget, support))
  }
}

const orEmail = ({ phoneOnly }: { phoneOnly?: true }): string => (phoneOnly ? '' : ', or go back and choose Email')

/** From three tries down, the number is said. */
const tries = (left: number): string => (left <= 3 ? ` ${text.triesLeft(left)}` : '')
