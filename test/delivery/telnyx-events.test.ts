import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { office } from './provider.ts'

const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64') }
}
const ours = pair()
const other = pair()
const now = Date.now()
const seconds = String(Math.floor(now / 1000))

const bodyOf = (event: unknown) => (typeof event === 'string' ? event : JSON.stringify(event))
const sign = (event: unknown, time = seconds, key: KeyObject = ours.privateKey) => ({
  'telnyx-timestamp': time,
  'telnyx-signature-ed25519': signBytes(null, Buffer.from(`${time}|${bodyOf(event)}`), key).toString('base64'),
})
const read = (
  event: unknown,
  headers: Record<string, string> = sign(event),
  { at = now, key = ours.publicKey, proof = 'code' as 'code' | 'pound' } = {},
) => office('http://127.0.0.1:9', { TELNYX_PUBLIC_KEY: key, VOICE_PROOF: proof }).readTelnyx(bodyOf(event), new Headers(headers), at)

const call = (event_type: string, payload: object = {}) => ({
  data: {
    id: 'event-1',
    event_type,
    record_type: 'event',
    payload: { call_control_id: 'v3:call-1', client_state: Buffer.from('d-1').toString('base64'), ...payload },
  },
  meta: { attempt: 1 },
})
const answered = call('call.answered')
const about = { id: 'event-1', providerId: 'v3:call-1', deliveryId: 'd-1', channel: 'voice' }

/** M01, M02, M12 */
describe('a webhook of Telnyx', () => {
  it('is read when Telnyx signed it', async () => {
    expect(await read(answered)).toEqual({ ...about, happened: 'answered' })
  })

  const hmac = createHmac('sha256', Buffer.from(ours.publicKey, 'base64'))
    .update(`${seconds}|${bodyOf(answered)}`)
    .digest()
  it.each([
    ['no signature', { 'telnyx-timestamp': seconds }],
    ['an empty signature', { ...sign(answered), 'telnyx-signature-ed25519': '' }],
    ['a garbled signature', { ...sign(answered), 'telnyx-signature-ed25519': '!!!' }],
    ['a short signature', { ...sign(answered), 'telnyx-signature-ed25519': 'AAAA' }],
    ['a signature of zeros', { ...sign(answered), 'telnyx-signature-ed25519': Buffer.alloc(64).toString('base64') }],
    ['another key', sign(answered, seconds, other.privateKey)],
    ['an HMAC under the public key', { ...sign(answered), 'telnyx-signature-ed25519': hmac.toString('base64') }],
    ['an HMAC of the right length', { ...sign(answered), 'telnyx-signature-ed25519': Buffer.concat([hmac, hmac]).toString('base64') }],
    ['the signature of another event', sign(call('call.hangup'))],
    ['the signature of another time', { ...sign(answered), 'telnyx-timestamp': String(Number(seconds) - 1) }],
    ['no time', { 'telnyx-signature-ed25519': sign(answered)['telnyx-signature-ed25519'] }],
    ['no headers', {}],
  ])('is unsigned with %s', async (_, headers) => {
    expect(await read(answered, headers)).toBe('unsigned')
  })

  it.each([-301, 301])('is unsigned %d seconds away from now', async (off) => {
    expect(await read(answered, sign(answered, String(Number(seconds) + off)))).toBe('unsigned')
    expect(await read(answered, sign(answered), { at: now + off * 1000 })).toBe('unsigned')
  })

  it.each(['NaN', '-1', `${seconds}000`, `${seconds}.5`, `+${seconds}`, '0x10', '1e9', 'Infinity', `${seconds}, ${seconds}`])(
    'is unsigned at the time "%s", even under a right signature',
    async (time) => {
      expect(await read(answered, sign(answered, time))).toBe('unsigned')
    },
  )

  it('is not parsed before the signature holds', async () => {
    expect(await read('{"data":', sign('{"data":', seconds, other.privateKey))).toBe('unsigned')
    expect(await read('{"data":')).toBe('ignored')
  })

  it('may be signed with either key during a rotation, and with the new one only after it', async () => {
    const former = sign(answered, seconds, other.privateKey)
    expect(await read(answered, former, { key: `${ours.publicKey}, ${other.publicKey}` })).toMatchObject({ happened: 'answered' })
    expect(await read(answered, sign(answered), { key: `${other.publicKey},${ours.publicKey}` })).toMatchObject({ happened: 'answered' })
    expect(await read(answered, former)).toBe('unsigned')
    expect(await read(answered, sign(answered), { key: 'no key' })).toBe('unsigned')
  })
})

describe('a call', () => {
  it.each([
    ['rings', call('call.initiated', { direction: 'outgoing' }), { happened: 'ringing' }],
    ['is answered', answered, { happened: 'answered' }],
    ['is answered at home', call('call.machine.premium.detection.ended', { result: 'human_residence' }), { happened: 'human' }],
    ['is answered at work', call('call.machine.premium.detection.ended', { result: 'human_business' }), { happened: 'human' }],
    ['is answered by somebody, perhaps', call('call.machine.premium.detection.ended', { result: 'not_sure' }), { happened: 'human' }],
    ['is answered by a machine', call('call.machine.premium.detection.ended', { result: 'machine' }), { happened: 'machine' }],
    ['is answered by a fax', call('call.machine.premium.detection.ended', { result: 'fax_detected' }), { happened: 'machine' }],
    ['is answered by silence', call('call.machine.premium.detection.ended', { result: 'silence' }), { happened: 'machine' }],
    ['beeps', call('call.machine.premium.greeting.ended', { result: 'beep_detected' }), { happened: 'machine' }],
    ['is heard by the plain detection', call('call.machine.detection.ended', { result: 'human' }), { happened: 'human' }],
    ['has said it all', call('call.speak.ended', { status: 'completed' }), { happened: 'spoken' }],
  ])('%s', async (_, event, happened) => {
    expect(await read(event)).toEqual({ ...about, ...happened })
  })

  it.each([
    ['user_busy', '486', 'busy'],
    ['no_answer', '480', 'no-answer'],
    ['timeout', 'unspecified', 'no-answer'],
    ['call_rejected', '603', 'rejected'],
    ['not_found', '404', 'invalid-number'],
    ['normal_clearing', '200', 'hung-up'],
    ['originator_cancel', '487', 'hung-up'],
    ['time_limit', 'unspecified', 'failed'],
    ['unspecified', 'unspecified', 'failed'],
    ['unspecified', 486, 'busy'],
    ['something_new', '404', 'invalid-number'],
    [undefined, undefined, 'failed'],
  ])('ends: %s %s', async (hangup_cause, sip_hangup_cause, why) => {
    expect(await read(call('call.hangup', { hangup_cause, sip_hangup_cause }))).toEqual({ ...about, happened: 'ended', why })
  })

  /** J14, J15 */
  it.each([
    ['the code and the pound key', 'code', 'valid', '482913', { digits: '482913', complete: true }],
    ['a code with the pound key left in', 'code', 'valid', '482913#', { digits: '482913', complete: true }],
    ['a star', 'code', 'valid', '*', { digits: '*', complete: true }],
    ['the pound key alone where a code is asked for', 'code', 'invalid', '', { digits: '', complete: false }],
    ['the same, called valid', 'code', 'valid', '', { digits: '', complete: false }],
    ['nothing in time', 'code', 'timeout', '', { digits: '', complete: false }],
    ['half a code in time', 'code', 'timeout', '482', { digits: '482', complete: false }],
    ['the pound key where it is asked for', 'pound', 'valid', '#', { digits: '', complete: true }],
    ['another key where the pound key is asked for', 'pound', 'valid', '5', { digits: '5', complete: false }],
    ['nothing in time where the pound key is asked for', 'pound', 'timeout', undefined, { digits: '', complete: false }],
    ['a 9, by somebody who then hangs up', 'code', 'call_hangup', '9', { digits: '9', complete: false, hungUp: true }],
    ['a 9 where the pound key is asked for', 'pound', 'valid', '9', { digits: '9', complete: false }],
  ] as const)('is answered with %s', async (_, proof, status, digits, keyed) => {
    const event = call('call.gather.ended', { status, digits })
    expect(await read(event, sign(event), { proof })).toEqual({ ...about, happened: 'keyed', ...keyed })
  })

  /** J14: a machine's tone is a key like any other, where one key is the proof. */
  it('is no human where the pound key alone is the proof, and nobody can tell', async () => {
    const event = call('call.machine.premium.detection.ended', { result: 'not_sure' })
    expect(await read(event, sign(event), { proof: 'pound' })).toMatchObject({ happened: 'machine' })
  })

  it.each([
    ['a gathering that ended with the call', call('call.gather.ended', { status: 'call_hangup', digits: '482913' })],
    ['a gathering that was called off', call('call.gather.ended', { status: 'cancelled', digits: '482913' })],
    ['a gathering that a machine cut short', call('call.gather.ended', { status: 'cancelled_amd', digits: '' })],
    ['speech that the end of the call cut short', call('call.speak.ended', { status: 'call_hangup' })],
    ['a greeting without a beep', call('call.machine.premium.greeting.ended', { result: 'no_beep_detected' })],
    ['a call that came in', call('call.initiated', { direction: 'incoming' })],
    ['a key', call('call.dtmf.received', { digit: '4' })],
    ['no call', { data: { id: 'event-1', event_type: 'call.answered', payload: {} } }],
    ['no event', { data: {} }],
    ['null', null],
  ])('is not told of %s', async (_, event) => {
    expect(await read(event)).toBe('ignored')
  })

  it.each([undefined, null, '', '%%%', 7])('has no delivery in the state %s', async (client_state) => {
    expect(await read(call('call.answered', { client_state }))).toMatchObject({ deliveryId: null })
  })
})

describe('a text message', () => {
  const text = (event_type: string, status: string, more: object = {}) => ({
    data: {
      id: 'event-1',
      event_type,
      payload: {
        id: 'sms-1',
        to: [{ phone_number: '+12025550123', status }],
        webhook_url: 'https://portal.example.com/auth/hooks/telnyx?delivery=d-1',
        ...more,
      },
    },
  })
  const failed = (errors: unknown) => text('message.finalized', 'delivery_failed', { errors })

  it.each([
    ['is on its way', text('message.sent', 'sent'), 'sent', null],
    ['arrived', text('message.finalized', 'delivered', { errors: [] }), 'delivered', null],
    ['may have arrived', text('message.finalized', 'delivery_unconfirmed'), 'sent', null],
    ['met a landline', failed([{ code: '40001', title: 'Not routable' }]), 'failed', 'landline'],
    ['met a STOP', failed([{ code: '40300', title: 'Blocked due to STOP message' }]), 'failed', 'stopped'],
    ['met nobody', failed([{ code: '40300', title: 'Unreachable' }]), 'failed', 'other'],
    ['met no number', failed([{ code: '40012' }]), 'failed', 'invalid-number'],
    ['was not wanted', failed([{ code: '40008' }]), 'failed', 'other'],
    ['failed without a word', failed(null), 'failed', null],
    ['could not be sent', text('message.finalized', 'sending_failed'), 'failed', null],
    ['came too late', text('message.finalized', 'expired'), 'failed', null],
  ])('%s', async (_, event, happened, detail) => {
    expect(await read(event)).toEqual({ id: 'event-1', providerId: 'sms-1', deliveryId: 'd-1', channel: 'sms', happened, detail })
  })

  it.each([null, 7, 'not an address', 'https://portal.example.com/auth/hooks/telnyx'])(
    'has no delivery in the address %s',
    async (webhook_url) => {
      expect(await read(text('message.sent', 'sent', { webhook_url }))).toMatchObject({ providerId: 'sms-1', deliveryId: null })
    },
  )

  it.each([
    ['came in', text('message.received', 'webhook_delivered')],
    ['is in a state that is new', text('message.finalized', 'pondering')],
    ['went to nobody', text('message.sent', 'sent', { to: [] })],
  ])('is not told of when it %s', async (_, event) => {
    expect(await read(event)).toBe('ignored')
  })
})
