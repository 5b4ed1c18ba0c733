import type { Person } from '../../../src/cli/people.ts'
import type { Random } from './random.ts'
import type { Plan } from './subscriber.ts'

const AREAS = [201, 206, 212, 214, 216, 303, 305, 310, 312, 404, 412, 415, 503, 512, 602, 612, 617, 619, 702, 713, 801, 804, 813, 901, 919]
const WAYS = [
  { method: 'phone', channel: 'sms' },
  { method: 'phone', channel: 'sms' },
  { method: 'phone', channel: 'voice' },
  { method: 'email', channel: 'sms' },
] as const

/** What each of them wants: half a phone by text, a quarter a phone by call, a quarter email. Everybody has addresses of their own. */
export const plansFor = (people: readonly Person[], random: Random): Plan[] =>
  people.map((person, i) => ({
    ...random.one(WAYS),
    person,
    email: `soak.${i}.${person.username}@clinic.example`,
    phone: `+1${AREAS[i % AREAS.length]}${600 + (Math.floor(i / AREAS.length) % 100)}${String(2000 + i)}`,
    address: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
  }))
