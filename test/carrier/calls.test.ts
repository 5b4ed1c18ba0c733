/** The whole call, through Telnyx's own SDK and the hands of whoever is called. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bench, FROM, refusal, startBench, typeOf, until, VOICE } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const STATE = Buffer.from('delivery-7').toString('base64')

const dial = async (to = '+12025550123', more: object = {}) => {
  const { data } = await bench.telnyx.calls.dial({
    connection_id: 'app',
    from: FROM,
    to,
    answering_machine_detection: 'premium',
    client_state: STATE,
    ...more,
  })
  return data?.call_control_id ?? ''
}
const hand = (id: string, what: string, body?: object) => bench.ask('POST', `/carrier/calls/${id}/${what}`, body)
const ask = (id: string, more: object = {}) =>
  bench.telnyx.calls.actions.gatherUsingSpeak(id, {
    payload: 'Key in the number on your screen, then press the pound key.',
    voice: VOICE,
    minimum_digits: 6,
    maximum_digits: 6,
    ...more,
  })
const payload = async (id: string, type: string, index = 0) => (await bench.told(id, type, index)).event.data.payload

it('rings, is answered, asks, gathers and hangs up', async () => {
  const { data } = await bench.telnyx.calls.dial({
    connection_id: 'app',
    from: FROM,
    to: '+12025550123',
    answering_machine_detection: 'premium',
    client_state: STATE,
  })
  expect(data).toMatchObject({ record_type: 'call', is_alive: false, client_state: STATE })
  const id = data?.call_control_id ?? ''
  expect(id).toBe(encodeURIComponent(id))
  await bench.told(id, 'call.initiated')
  expect((await bench.telnyx.calls.retrieveStatus(id)).data?.is_alive).toBe(true)

  expect((await hand(id, 'answer')).body).toMatchObject({ id, state: 'answered' })
  expect(await payload(id, 'call.machine.premium.detection.ended')).toMatchObject({
    call_control_id: id,
    client_state: STATE,
    result: 'human_residence',
  })

  const second = Buffer.from('asked').toString('base64')
  expect((await ask(id, { client_state: second })).data).toEqual({ result: 'ok' })
  expect(await bench.messages('+12025550123')).toMatchObject([{ id, channel: 'voice', text: expect.stringMatching(/pound key\.$/) }])
  expect((await hand(id, 'digits', { digits: '482913#' })).status).toBe(200)
  expect(await payload(id, 'call.gather.ended')).toMatchObject({
    digits: '482913',
    status: 'valid',
    client_state: second,
    to: '+12025550123',
  })

  await bench.telnyx.calls.actions.speak(id, { payload: 'Thank you.', voice: VOICE })
  expect(await payload(id, 'call.speak.ended')).toMatchObject({ status: 'completed' })
  await bench.telnyx.calls.actions.hangup(id, {})
  expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause: 'normal_clearing', hangup_source: 'caller', state: 'hangup' })
  const events = bench.hooksOf(id).map(typeOf)
  expect(events.filter((type) => type !== 'call.dtmf.received')).toEqual([
    'call.initiated',
    'call.answered',
    'call.machine.premium.detection.ended',
    'call.gather.ended',
    'call.speak.started',
    'call.speak.ended',
    'call.hangup',
  ])
  expect(events.filter((type) => type === 'call.dtmf.received')).toHaveLength(7)
  for (const { body, headers } of bench.hooksOf(id)) await bench.telnyx.webhooks.unwrap(body, { headers })
  expect((await bench.messages('+12025550123'))[0].text).toMatch(/Thank you\.$/)
})

describe('keys', () => {
  it('count when they come before anybody asks', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await hand(id, 'digits', { digits: '482913#' })
    await ask(id)
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '482913', status: 'valid' })
  })

  it('end with the terminating one, which is not among the digits', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id, { minimum_digits: 1, maximum_digits: 10 })
    await hand(id, 'digits', { digits: '12#' })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '12', status: 'valid' })
  })

  it('may be the pound key alone, where no key ends the input', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id, { minimum_digits: 1, maximum_digits: 1, terminating_digit: '', valid_digits: '#' })
    await hand(id, 'digits', { digits: '#' })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '#', status: 'valid' })
  })

  it('one by one are as good as all at once', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id)
    for (const digit of '482913') await hand(id, 'digits', { digits: digit })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '482913', status: 'valid' })
  })

  it('that are left over do not answer the next question', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id)
    await hand(id, 'digits', { digits: '111111#' })
    await bench.told(id, 'call.gather.ended')
    await ask(id)
    await hand(id, 'digits', { digits: '482913#' })
    expect(await payload(id, 'call.gather.ended', 1)).toMatchObject({ digits: '482913', status: 'valid' })
  })

  it('that do not fit are asked for again, and in the end are invalid', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id, { maximum_tries: 2, invalid_payload: 'Six digits, please.' })
    await hand(id, 'digits', { digits: '1#2#' })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '2', status: 'invalid' })
    expect((await bench.messages('+12025550123')).at(-1).text).toBe(
      'Key in the number on your screen, then press the pound key.\nSix digits, please.',
    )
  })

  it('that never come time out after the last try', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id, { maximum_tries: 2, timeout_millis: 500 })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '', status: 'timeout' })
    expect((await bench.messages('+12025550123')).at(-1).text.match(/Key in/g)).toHaveLength(2)
  })

  it('that stop are judged after a while', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id, { minimum_digits: 1, inter_digit_timeout_millis: 500 })
    await hand(id, 'digits', { digits: '12' })
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '12', status: 'valid' })
  })

  it('are refused while nobody is on the line', async () => {
    const id = await dial()
    expect((await hand(id, 'digits', { digits: '1' })).status).toBe(409)
    expect((await hand(id, 'digits', { digits: 'x' })).status).toBe(422)
  })
})

describe('how a call ends', () => {
  it.each([
    ['busy', 'user_busy', 'callee'],
    ['hangup', 'call_rejected', 'callee'],
  ])('%s while it rings: %s', async (what, hangup_cause, hangup_source) => {
    const id = await dial()
    await hand(id, what)
    expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause, hangup_source })
  })

  it('nobody answers: timeout, or no_answer where other routes are not tried', async () => {
    const first = await dial('+12025550123', { timeout_secs: 5 })
    expect(await payload(first, 'call.hangup')).toMatchObject({ hangup_cause: 'timeout' })
    const second = await dial('+12025550123', { timeout_secs: 5, retry_on_timeout: false })
    expect(await payload(second, 'call.hangup')).toMatchObject({ hangup_cause: 'no_answer' })
  })

  it('the app gives up while it rings', async () => {
    const id = await dial()
    await bench.telnyx.calls.actions.hangup(id, {})
    expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause: 'originator_cancel', hangup_source: 'caller' })
  })

  it('somebody hangs up while asked: the gathering and the speaking end first', async () => {
    const id = await dial()
    await hand(id, 'answer')
    await ask(id)
    await hand(id, 'digits', { digits: '48' })
    await hand(id, 'hangup')
    expect(await payload(id, 'call.gather.ended')).toMatchObject({ digits: '48', status: 'call_hangup' })
    expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause: 'normal_clearing', hangup_source: 'callee' })
    expect((await hand(id, 'hangup')).status).toBe(409)
    expect((await hand(id, 'answer')).status).toBe(409)
  })

  it('it lasts too long', async () => {
    const id = await dial('+12025550123', { time_limit_secs: 2 })
    await hand(id, 'answer')
    expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause: 'time_limit' })
  })
})

describe('answering machines', () => {
  it('are told apart by the premium detection', async () => {
    const id = await dial()
    await hand(id, 'voicemail')
    expect(await payload(id, 'call.machine.premium.detection.ended')).toMatchObject({ result: 'machine' })
    expect(await payload(id, 'call.machine.premium.greeting.ended')).toMatchObject({ result: 'beep_detected' })
  })

  it('are told apart by the standard detection', async () => {
    const person = await dial('+12025550123', { answering_machine_detection: 'detect' })
    await hand(person, 'answer')
    expect(await payload(person, 'call.machine.detection.ended')).toMatchObject({ result: 'human' })
    const machine = await dial('+12025550123', { answering_machine_detection: 'detect' })
    await hand(machine, 'voicemail')
    expect(await payload(machine, 'call.machine.detection.ended')).toMatchObject({ result: 'machine' })
  })
})

describe('numbers that fail on purpose', () => {
  it.each([
    ['busy', '0150', 'user_busy'],
    ['unreachable', '0143', 'timeout'],
    ['not in service', '0144', 'not_found'],
    ['never answered', '0152', 'timeout'],
    ['declining', '0153', 'call_rejected'],
  ])('%s', async (_case, ending, hangup_cause) => {
    const id = await dial(`+1202555${ending}`)
    expect(await payload(id, 'call.hangup')).toMatchObject({ hangup_cause })
  })

  it('straight to voicemail', async () => {
    const id = await dial('+12025550151')
    expect(await payload(id, 'call.machine.premium.detection.ended')).toMatchObject({ result: 'machine' })
  })

  it('slow to ring', async () => {
    const id = await dial('+12025550154')
    expect((await hand(id, 'answer')).status).toBe(409)
    await bench.told(id, 'call.initiated')
    expect((await hand(id, 'answer')).status).toBe(200)
  })

  it.each([
    ['0158', 429, '10011'],
    ['0159', 500, '10007'],
  ])('…%s is refused with %i', async (ending, status, code) => {
    expect(await refusal(dial(`+1202555${ending}`))).toMatchObject({ status, errors: [{ code }] })
  })
})

describe('command_id', () => {
  it('makes a repeated dial one call', async () => {
    const [first, second] = [await dial('+12025550131', { command_id: 'once' }), await dial('+12025550131', { command_id: 'once' })]
    expect(second).toBe(first)
    expect(await bench.messages('+12025550131')).toHaveLength(1)
  })

  it('makes a repeated command one', async () => {
    const id = await dial('+12025550132')
    await hand(id, 'answer')
    for (let time = 0; time < 2; time++)
      await bench.telnyx.calls.actions.speak(id, { payload: 'Hello.', voice: VOICE, command_id: 'hello' })
    expect((await bench.messages('+12025550132'))[0].text).toBe('Hello.')
  })
})

describe('what Telnyx refuses', () => {
  it.each([
    ['a number that is not in E.164', { to: '2025550123' }, '10016', '/to'],
    ['no number', { to: undefined }, '10004', '/to'],
    ['a caller that is not in E.164', { from: 'Latchkey' }, '10016', '/from'],
    ['no connection', { connection_id: undefined }, '10004', '/connection_id'],
    ['too short a ring', { timeout_secs: 4 }, '10015', '/timeout_secs'],
    ['a client_state that is not base64', { client_state: 'delivery-7' }, '10015', '/client_state'],
    ['a field it does not know', { caller: 'x' }, '10015', '/caller'],
  ])('in a dial: %s', async (_case, change, code, pointer) => {
    expect(await refusal(dial('+12025550123', change))).toMatchObject({ status: 422, errors: [{ code, source: { pointer } }] })
  })

  it('in a command: fields that are missing or wrong', async () => {
    const id = await dial()
    await hand(id, 'answer')
    expect(await refusal(ask(id, { payload: undefined, valid_digits: 'xyz' }))).toMatchObject({
      status: 422,
      errors: [
        { code: '10004', source: { pointer: '/payload' } },
        { code: '10015', source: { pointer: '/valid_digits' } },
      ],
    })
  })

  it('commands to a call that is unknown, rings still, or is over', async () => {
    expect(await refusal(ask('v3_nobody'))).toMatchObject({ status: 422, errors: [{ code: '90015' }] })
    const id = await dial()
    expect(await refusal(ask(id))).toMatchObject({ status: 422, errors: [{ code: '90034' }] })
    await hand(id, 'busy')
    expect(await refusal(ask(id))).toMatchObject({ status: 422, errors: [{ code: '90018' }] })
    expect((await bench.telnyx.calls.retrieveStatus(id)).data?.is_alive).toBe(false)
  })

  it('an action it does not have', async () => {
    const id = await dial()
    expect(await refusal(bench.telnyx.calls.actions.answer(id, {}))).toMatchObject({ status: 404, errors: [{ code: '10005' }] })
  })
})

it('shows the keys that were sent through a switchboard', async () => {
  const id = await dial('+12025550133,200')
  await hand(id, 'answer')
  await bench.telnyx.calls.actions.sendDtmf(id, { digits: '1w2' })
  const calls = await bench.ask('GET', '/carrier/calls?to=%2B12025550133')
  expect(calls.body).toMatchObject([{ id, state: 'answered', answeredBy: 'human', dialled: '2001w2', cause: null }])
})

it('stops gathering, or lets a new question take its place', async () => {
  const id = await dial()
  await hand(id, 'answer')
  await ask(id)
  await bench.telnyx.calls.actions.stopGather(id, {})
  expect(await payload(id, 'call.gather.ended')).toMatchObject({ status: 'cancelled' })
  await ask(id)
  await bench.telnyx.calls.actions.gather(id, { minimum_digits: 1, maximum_digits: 1 })
  expect(await payload(id, 'call.gather.ended', 1)).toMatchObject({ status: 'cancelled' })
  await hand(id, 'digits', { digits: '5' })
  expect(await payload(id, 'call.gather.ended', 2)).toMatchObject({ status: 'valid', digits: '5' })
})

it('says SSML as a person hears it', async () => {
  const id = await dial('+12025550134')
  await hand(id, 'answer')
  await bench.telnyx.calls.actions.speak(id, {
    payload: '<speak>Hello <break time="1s"/> Dana</speak>',
    payload_type: 'ssml',
    voice: VOICE,
  })
  expect((await until(() => bench.messages('+12025550134')))[0].text).toBe('Hello Dana')
})
