/**
 * A program of its own, so that whoever measures does not wait for its own flood: sends so many signed webhooks at once, again and again
 * until it is told to stop, then says what they were answered.
 */
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'

const [origin = '', secret = '', width = '1000'] = process.argv.slice(2)
const body = JSON.stringify({ type: 'email.delivered', created_at: new Date().toISOString(), data: { email_id: 'made-up', to: [] } })
const agent = new Agent({ keepAlive: true, maxSockets: Number(width) })
const webhook = new Webhook(secret)
/** Resend's first retry: https://resend.com/docs/dashboard/webhooks/retries-and-replays */
const AGAIN_AFTER = 5000
const answers: Record<string, number> = {}
const stop = new AbortController()
let nth = 0

process.once('SIGTERM', () => stop.abort())

const post = () =>
  new Promise<string>((settle) => {
    const [id, at] = [`flood-${process.pid}-${nth++}`, new Date()]
    const signed = {
      'svix-id': id,
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': webhook.sign(id, at, body),
    }
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...signed }
    request(`${origin}/auth/hooks/resend`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => settle(String(answer.statusCode)))
    })
      .once('error', () => settle('no answer'))
      .end(body)
  })

async function keepPosting() {
  while (!stop.signal.aborted) {
    const answer = await post()
    answers[answer] = (answers[answer] ?? 0) + 1
    await wait(AGAIN_AFTER, null, { signal: stop.signal }).catch(() => {})
  }
}

console.log('begun')
await Promise.all(Array.from({ length: Number(width) }, keepPosting))
console.log(JSON.stringify(answers))
agent.destroy()
