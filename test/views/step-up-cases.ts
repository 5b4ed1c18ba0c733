import { type CodePlace, ofLogin } from '../../views/code-place.ts'
import { SendCode } from '../../views/screens/send-code.tsx'
import { SignOut } from '../../views/screens/sign-out.tsx'
import { ConfirmItIsYou, NothingToConfirmBy } from '../../views/screens/step-up.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { text } from '../../views/text.ts'
import { challenges } from './code-cases.ts'
import { type Case, SITE, TOKEN as token, WAITING, WORKING } from './person.ts'

const lostPhone = { canBeTold: false, mayAsk: true, replaceableFrom: null, newNumber: null, newExtension: null }
const login = {
  id: 'f',
  accountId: 'a',
  kind: 'phone',
  remember: false,
  stepsUp: true,
  phoneProvedAt: null,
  step: 'send-code',
  lostPhone,
} as const
const place: CodePlace = ofLogin({ kind: 'phone', ways: 1, other: false, mayBeLost: false, stepsUp: true })

/** A page that asks again, and the way out. */
export const STEP_UP: Case[] = [
  ...([null, 'phone', 'email'] as const).map((method) => ({
    name: `step-up, by ${method ?? 'any way'}`,
    screen: (said: string) =>
      ConfirmItIsYou({ name: said, method, action: '/auth/step-up?return_to=%2Fcases', token, notSent: method === 'email' }),
  })),
  ...(Object.keys(text.stepUp.missing) as (keyof typeof text.stepUp.missing)[]).flatMap((missing) =>
    [null, '/cases?q=1&a=<b>'].map((back) => ({
      name: `step-up, nothing to confirm by: ${missing}, ${back}`,
      screen: () => NothingToConfirmBy({ site: SITE, missing, back }),
    })),
  ),
  {
    name: 'step-up, send code',
    screen: (said: string) =>
      SendCode({ flow: { ...login, username: said, ways: [{ id: 'w', kind: 'phone', address: said }] }, ...WORKING, token }),
  },
  ...challenges('login').map(([of, challenge]) => ({
    name: `step-up, text, ${of}`,
    screen: (said: string) => VerifyText({ place, phone: said, challenge, delivery: null, token, ...WAITING }),
  })),
  { name: 'sign out', screen: (said: string) => SignOut({ name: said, token }) },
]
