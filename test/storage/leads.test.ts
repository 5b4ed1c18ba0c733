import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MOVES, type Move, type Step } from '../../src/domain/flow.ts'
import { JOURNEYS, LEADS, LOGIN_LEADS, RECOVERY_LEADS } from '../../src/domain/journeys.ts'
import { RECOVERY_MOVES, type RecoveryMove, type RecoveryStep } from '../../src/domain/recovery.ts'
import { type Entrance, entranceAt } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { type Recovering, recoveringAt } from './recovering.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** The ends as the rows have them. */
const ENDS: Record<string, string> = { registered: 'portal', 'logged-in': 'portal', recovered: 'log in' }
const named = (step: string) => ENDS[step] ?? step

it.each(Object.entries(JOURNEYS))(
  'every move of the %s starts at its steps and leads to its steps or out',
  (_, { steps, moves, leads }) => {
    expect(Object.keys(leads).sort()).toEqual(Object.keys(moves).sort())
    for (const [move, at] of Object.entries(moves)) {
      expect(steps).toEqual(expect.arrayContaining([...at]))
      for (const to of leads[move] ?? []) expect([...steps, 'portal', 'log in', 'cancelled']).toContain(to)
    }
  },
)

/** Each move as it succeeds. */
const REGISTRATION: Record<Exclude<Move, 'cancel'>, (who: Passage) => Promise<unknown>> = {
  'choose-method': (who) => who.chooseMethod(),
  'choose-method/again': (who) => who.goBack('choose-method/again', 'choose-method'),
  'give-email': (who) => who.giveEmail(),
  'give-email/again': (who) => who.goBack('give-email/again', 'give-email'),
  'verify-email': (who) => who.proveEmail(),
  'verify-email/new-code': (who) => who.sendAgain(),
  'set-password': (who) => who.setPassword(),
  'give-phone': (who) => who.givePhone(),
  'give-phone/again': (who) => who.goBack('give-phone/again', 'give-phone'),
  'verify-phone': (who) => who.completeWithPhone(),
  'verify-phone/new-code': (who) => who.sendAgain('sms'),
  'verify-phone/call-me': (who) => who.sendAgain('voice'),
}

const RECOVERY: Record<RecoveryMove, (who: Recovering) => Promise<unknown>> = {
  'check-email': (who) => who.proveEmail(),
  'check-email/new-code': (who) => who.sendMailAgain(),
  'choose-phone': (who) => who.sendCode(),
  'choose-phone/again': (who) => who.chooseAgain(),
  'check-phone': (who) => who.provePhone(),
  'check-phone/new-code': (who) => who.sendAgain('sms'),
  'check-phone/call-me': (who) => who.sendAgain('voice'),
  'new-password': (who) => who.setPassword(),
}

const pairs = <M extends string, S extends string>(moves: Record<M, readonly S[]>, verbs: Partial<Record<M, unknown>>) =>
  (Object.keys(verbs) as M[]).flatMap((move) => moves[move].map((from) => ({ from, move })))

describe('where a move leads is what the table of the journeys says', () => {
  it.each(pairs<Move, Step>(MOVES, REGISTRATION))('registration: $move from $from', async ({ from, move }) => {
    const who = await arriveAt(house, from)
    house.now += 30_000
    await REGISTRATION[move as keyof typeof REGISTRATION](who)
    expect(LEADS[move]).toContain(named(await who.step()))
  })

  it.each(pairs<RecoveryMove, RecoveryStep>(RECOVERY_MOVES, RECOVERY))('recovery: $move from $from', async ({ from, move }) => {
    const who = await recoveringAt(house, from)
    house.now += 30_000
    await RECOVERY[move](who)
    expect(RECOVERY_LEADS[move]).toContain(named(await who.step()))
  })

  it.each<[keyof typeof LOGIN_LEADS, 'send-code' | 'enter-code', (who: Entrance) => Promise<unknown>]>([
    ['send-code', 'send-code', (who) => who.sendCode()],
    ['other-way', 'send-code', (who) => who.otherWay()],
    ['other-way', 'enter-code', (who) => who.otherWay()],
    ['enter-code', 'enter-code', (who) => who.complete()],
    ['enter-code/new-code', 'enter-code', (who) => who.sendAgain('sms')],
    ['enter-code/call-me', 'enter-code', (who) => who.sendAgain('voice')],
  ])('login: %s from %s', async (move, from, act) => {
    const who = await entranceAt(house, from)
    house.now += 30_000
    await act(who)
    expect(LOGIN_LEADS[move]).toContain(named(await who.step()))
  })
})
