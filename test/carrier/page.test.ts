/** The page, as somebody without JavaScript uses it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NUMBERS } from '../../src/carrier/destinations.ts'
import { type Bench, FROM, startBench, VOICE } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const page = async (path = '/') => (await fetch(bench.url + path)).text()
const submit = (path: string, fields: Record<string, string> = {}) =>
  fetch(bench.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

it('lists every number that fails on purpose', async () => {
  const shown = await page()
  for (const { is } of NUMBERS) expect(shown).toContain(is)
})

it('shows a mail, escaped, and its HTML in a frame that may do nothing', async () => {
  const hostile = '<script>alert(1)</script>"\'</pre>'
  const { data } = await bench.resend.emails.send({
    from: 'no-reply@latchkey.test',
    to: 'dana@clinic.test',
    subject: hostile,
    text: hostile,
    html: hostile,
  })
  for (const path of ['/', '/?to=dana@clinic.test', `/messages/${data?.id}`]) {
    const shown = await page(path)
    expect(shown).not.toContain('<script>alert')
    expect(shown).toContain('&lt;script&gt;alert(1)')
  }
  expect(await page(`/messages/${data?.id}`)).toContain('sandbox')
  expect(await page('/?to=%22%3E%3Cscript%3Ealert(1)')).not.toContain('<script>alert')
  const answer = await fetch(bench.url)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('answers a call, keys digits and hangs up with plain forms', async () => {
  const { data } = await bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to: '+12025550123' })
  const id = data?.call_control_id ?? ''
  expect(await page()).toContain(`action="/phone/${id}/answer"`)
  expect(await page()).toContain('is ringing')
  const answered = submit(`/phone/${id}/answer`)
  await bench.told(id, 'call.answered')
  await bench.telnyx.calls.actions.gatherUsingSpeak(id, { payload: 'Key in the number.', voice: VOICE, maximum_digits: 6 })
  expect((await answered).status).toBe(303)
  expect(await page()).toContain('Key in the number.')
  await submit(`/phone/${id}/digits`, { digits: '4' })
  await submit(`/phone/${id}/digits`, { digits: '82 913#' })
  expect((await bench.told(id, 'call.gather.ended')).event.data.payload.digits).toBe('482913')
  await submit(`/phone/${id}/hangup`)
  expect(await page()).toContain('is over: normal clearing')
})

it('empties the mailbox', async () => {
  await submit('/empty')
  expect(await page()).toContain('Nothing has arrived.')
  expect((await page('/messages/nothing')).includes('not here any more')).toBe(true)
})
