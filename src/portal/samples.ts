import type { Database } from './database.ts'
import type { Visitor } from './pass.ts'
import { type Case, cases, messages } from './schema.ts'

const HOUR = 3_600_000
/** Nobody is called this: invented people for a first look at the portal. */
const SAMPLES = `
saved        2  26-000417  PDN-1180  Sample State Medicaid  Private duty nursing       TEST-40021  Sampleton, Ida     1957-04-12
saved        5  26-000416  DME-2204  Sample State Medicaid  Durable medical equipment  TEST-40377  Testerman, Quill   1988-11-03
saved       27  26-000409  OPT-0931  Example Health Plan    Outpatient therapy         TEST-41190  Placeholder, Wren  2014-02-28
saved       50  26-000402  HCW-3316  Sample State Medicaid  Home and community waiver  TEST-40884  Mockridge, Odell   1943-09-30
saved       96  26-000390  INP-1007  Example Health Plan    Inpatient stay             TEST-42015  Example, Fern      1979-06-17
saved      170  26-000371  BHS-2750  Sample State Medicaid  Behavioral health          TEST-42206  Dummyworth, Basil  2001-12-09
submitted   30  26-000407  DME-2198  Sample State Medicaid  Durable medical equipment  TEST-40021  Sampleton, Ida     1957-04-12
submitted  120  26-000385  OPT-0902  Example Health Plan    Outpatient therapy         TEST-43318  Fictley, Juno      1966-01-21
submitted  400  26-000322  INP-0984  Example Health Plan    Inpatient stay             TEST-43571  Trialwood, Amos    1951-08-05`

const LETTERS: [hoursAgo: number, subjectLine: string, body: string][] = [
  [3, 'Case 26-000407: one document is missing', 'The request was received. Please add the signed order for the equipment.'],
  [28, 'Case 26-000385 was approved', 'Twelve visits were approved. The letter is on its way to the consumer.'],
]

/** Whoever has one of these names; `demo-*` stands for every name that begins so. */
const isNamed = (names: readonly string[], username: string) =>
  names.some((name) => (name.endsWith('*') ? username.startsWith(name.slice(0, -1)) : username === name))

/** Gives the people of development something to look at when they first come. */
export function sampler(database: Database, names: readonly string[]): (visitor: Visitor, now: number) => Promise<void> {
  const served = new Set<string>()
  return async ({ subject, username }, now) => {
    if (served.has(subject) || !isNamed(names, username)) return
    await addSamples(database, subject, now)
    served.add(subject)
  }
}

/** A second run changes nothing, whatever became of the cases meanwhile. */
export async function addSamples(database: Database, subject: string, now: number): Promise<void> {
  const rows = SAMPLES.trim()
    .split('\n')
    .map((line) => sampleOf(subject, now, line.split(/ {2,}/)))
  const letters = LETTERS.map(([hoursAgo, subjectLine, body], at) => ({
    ...{ subject, id: `sample-${at + 1}`, subjectLine, body, at: now - hoursAgo * HOUR },
  }))
  await database.batch([
    database.insert(cases).values(rows).onConflictDoNothing(),
    database.insert(messages).values(letters).onConflictDoNothing(),
  ])
}

function sampleOf(subject: string, now: number, values: string[]): Case {
  const [state, hoursAgo, caseNumber = '', programNumber = '', contract = '', caseType = '', ...consumer] = values
  const [consumerId = '', consumerName = '', dateOfBirth = ''] = consumer
  return {
    ...{ subject, id: `sample-${caseNumber}`, caseNumber, programNumber, contract, caseType, consumerId, consumerName, dateOfBirth },
    ...{ lastModified: now - Number(hoursAgo) * HOUR, state: state === 'submitted' ? 'submitted' : 'saved' },
  }
}
