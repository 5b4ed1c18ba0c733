/** Starting, stopping, and the stand-in's own interface. */
import { generateKeyPairSync } from 'node:crypto'
import { parsePhoneNumber } from 'libphonenumber-js/min'
import { expect, it } from 'vitest'
import { startCarrier } from '../../src/carrier/carrier.ts'
import { NUMBERS } from '../../src/carrier/destinations.ts'
import { FROM, startBench } from './bench.ts'

const options = {
  port: 0,
  appOrigin: 'http://localhost:1',
  resendWebhookSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0',
  telnyxPrivateKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  resendApiKey: 're_x',
  telnyxApiKey: 'KEY_x',
}

it('names the port that is taken', async () => {
  const first = await startCarrier(options)
  const port = Number(new URL(first.url).port)
  await expect(startCarrier({ ...options, port })).rejects.toThrow(`Port ${port} is taken`)
  await first.close()
  await (await startCarrier({ ...options, port })).close()
})

it('says what is wrong with a key, without showing it', async () => {
  await expect(startCarrier({ ...options, telnyxPrivateKey: 'bm90IGEga2V5' })).rejects.toThrow(/must be an Ed25519 key(?!.*bm90)/)
})

it('takes a PEM whose line ends are spelled out', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  await (await startCarrier({ ...options, telnyxPrivateKey: pem.replaceAll('\n', '\\n') })).close()
})

it('stops although a call rings and the app is away', async () => {
  const bench = await startBench({ appOrigin: 'http://127.0.0.1:1' })
  await bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to: '+12025550123' })
  await bench.close()
})

it('says which webhook was not taken, and no more of it', async () => {
  const lines: string[] = []
  const bench = await startBench({ appOrigin: 'http://127.0.0.1:1', log: (line) => lines.push(line) })
  await bench.telnyx.messages.send({ from: FROM, to: '+12025550123', text: '482 913' })
  await expect.poll(() => lines.length, { timeout: 5000 }).toBe(2)
  expect(lines[0]).toBe('message.sent was not taken by http://127.0.0.1:1/auth/hooks/telnyx: could not be reached')
  await bench.close()
})

it('lists everything without an address, oldest first, and forgets on demand', async () => {
  const bench = await startBench()
  for (const to of ['+12025550121', '+12025550122']) await bench.telnyx.messages.send({ from: FROM, to, text: to })
  await bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to: '+12025550121' })
  const { body } = await bench.ask('GET', '/carrier/messages')
  expect(body.map(({ channel, to }: { channel: string; to: string }) => `${channel} ${to}`)).toEqual([
    'sms +12025550121',
    'sms +12025550122',
    'voice +12025550121',
  ])
  await bench.ask('DELETE', '/carrier/messages?to=%2B12025550121')
  expect((await bench.ask('GET', '/carrier/messages')).body).toHaveLength(1)
  expect((await bench.ask('DELETE', '/carrier/messages')).status).toBe(204)
  expect((await bench.ask('GET', '/carrier/messages')).body).toEqual([])
  expect((await bench.ask('POST', '/carrier/calls/nobody/answer')).status).toBe(404)
  expect((await bench.ask('GET', '/carrier/nothing')).status).toBe(404)
  await bench.close()
})

it.each([
  [
    '+12025550121',
    [
      '%2B12025550121',
      '+12025550121',
      '12025550121',
      '2025550121',
      '(202) 555-0121',
      '202.555.0121',
      '+1 202-555-0121',
      'tel:+1-202-555-0121',
    ],
  ],
  ['+442071838750', ['%2B442071838750', '+44 20 7183 8750', '442071838750']],
])('finds what was sent to %s under any spelling of the number', async (to, spellings) => {
  const bench = await startBench()
  await bench.telnyx.messages.send({ from: FROM, to: '+13126640199', text: 'for somebody else' })
  await bench.telnyx.messages.send({ from: FROM, to, text: '482 913' })
  const { data } = await bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to })
  for (const spelling of spellings) {
    const { body: messages } = await bench.ask('GET', `/carrier/messages?to=${spelling}`)
    expect({ spelling, found: messages.map((message: { to: string }) => message.to) }).toEqual({ spelling, found: [to, to] })
    const { body: calls } = await bench.ask('GET', `/carrier/calls?to=${spelling}`)
    expect({ spelling, found: calls.map((call: { id: string }) => call.id) }).toEqual({ spelling, found: [data?.call_control_id] })
  }
  await bench.ask('DELETE', `/carrier/messages?to=${spellings.at(-1)}`)
  expect((await bench.ask('GET', '/carrier/messages')).body).toHaveLength(1)
  await bench.close()
})

it('finds a mail under any case and full-width signs of its address', async () => {
  const bench = await startBench()
  await bench.resend.emails.send({ from: 'no-reply@latchkey.test', to: 'Lee@Clinic.example', subject: 'Your code', text: '482 913' })
  for (const spelling of ['lee@clinic.example', 'Lee@CLINIC.example', ' lee@clinic.example ', 'ｌｅｅ＠clinic.example']) {
    const found = (await bench.messages(spelling)).map(({ text }: { text: string }) => text)
    expect({ spelling, found }).toEqual({ spelling, found: ['482 913'] })
  }
  expect(await bench.messages('ruth@clinic.example')).toEqual([])
  await bench.close()
})

it('reserves only numbers that are valid', () => {
  for (const { ending } of NUMBERS)
    for (const area of ['202', '312', '614']) expect(parsePhoneNumber(`+1${area}${ending}`).isValid()).toBe(true)
})
