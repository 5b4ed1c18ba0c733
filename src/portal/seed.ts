import { type Built, build } from '../storage/database.ts'
import { type Case, cases, messages } from './schema.ts'

const HOUR = 3_600_000

type Sample = [
  Case['state'],
  hoursAgo: number,
  caseNumber: string,
  program: string,
  contract: string,
  type: string,
  id: string,
  name: string,
  born: string,
]

/** Nobody is called this: invented people for a first look at the portal. */
const SAMPLES: Sample[] = [
  ['saved', 2, '26-000417', 'PDN-1180', 'Sample State Medicaid', 'Private duty nursing', 'TEST-40021', 'Sampleton, Ida', '1957-04-12'],
  [
    'saved',
    5,
    '26-000416',
    'DME-2204',
    'Sample State Medicaid',
    'Durable medical equipment',
    'TEST-40377',
    'Testerman, Quill',
    '1988-11-03',
  ],
  ['saved', 27, '26-000409', 'OPT-0931', 'Example Health Plan', 'Outpatient therapy', 'TEST-41190', 'Placeholder, Wren', '2014-02-28'],
  [
    'saved',
    50,
    '26-000402',
    'HCW-3316',
    'Sample State Medicaid',
    'Home and community waiver',
    'TEST-40884',
    'Mockridge, Odell',
    '1943-09-30',
  ],
  ['saved', 96, '26-000390', 'INP-1007', 'Example Health Plan', 'Inpatient stay', 'TEST-42015', 'Example, Fern', '1979-06-17'],
  ['saved', 170, '26-000371', 'BHS-2750', 'Sample State Medicaid', 'Behavioral health', 'TEST-42206', 'Dummyworth, Basil', '2001-12-09'],
  [
    'submitted',
    30,
    '26-000407',
    'DME-2198',
    'Sample State Medicaid',
    'Durable medical equipment',
    'TEST-40021',
    'Sampleton, Ida',
    '1957-04-12',
  ],
  ['submitted', 120, '26-000385', 'OPT-0902', 'Example Health Plan', 'Outpatient therapy', 'TEST-43318', 'Fictley, Juno', '1966-01-21'],
  ['submitted', 400, '26-000322', 'INP-0984', 'Example Health Plan', 'Inpatient stay', 'TEST-43571', 'Trialwood, Amos', '1951-08-05'],
]

const LETTERS: [hoursAgo: number, subjectLine: string, body: string][] = [
  [3, 'Case 26-000407: one document is missing', 'The request was received. Please add the signed order for the equipment.'],
  [28, 'Case 26-000385 was approved', 'Twelve visits were approved. The letter is on its way to the consumer.'],
]

/**
 * Cases and unread messages for one user; a second run changes nothing.
 * @param now milliseconds since 1970
 */
export const seedCases = (subject: string, now: number): Built[] => [
  build
    .insert(cases)
    .values(SAMPLES.map((sample) => caseOf(subject, now, sample)))
    .onConflictDoNothing(),
  build
    .insert(messages)
    .values(
      LETTERS.map(([hoursAgo, subjectLine, body], at) => ({
        id: `${subject}:message-${at + 1}`,
        subject,
        subjectLine,
        body,
        at: now - hoursAgo * HOUR,
      })),
    )
    .onConflictDoNothing(),
]

const caseOf = (
  subject: string,
  now: number,
  [state, hoursAgo, caseNumber, programNumber, contract, caseType, consumerId, consumerName, dateOfBirth]: Sample,
): Case => ({
  id: `${subject}:case-${caseNumber}`,
  subject,
  caseNumber,
  programNumber,
  contract,
  caseType,
  consumerId,
  consumerName,
  dateOfBirth,
  lastModified: now - hoursAgo * HOUR,
  state,
})
