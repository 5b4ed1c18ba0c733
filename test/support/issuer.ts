import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as bodyOf } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { freePort } from '../../src/cli/ground/ports.ts'
import { IssuerMemory } from './issuer-memory.ts'

/** An OpenID Provider as a hospital would have one, with a page where one logs in. */
export interface Issuer {
  /** What the application is told of it. */
  settings: Record<string, string>
  stop(): Promise<void>
}

const CLIENT = { DOMAIN_CLIENT_ID: 'the-portal', DOMAIN_CLIENT_SECRET: 'a-secret-between-the-portal-and-its-issuer' }

/** In seconds. */
const HOUR = 3600

type Claims = Record<string, unknown>
type People = Map<string, Claims>

/** @param origin of the application that people come from, and go back to */
export async function startIssuer(origin: string): Promise<Issuer> {
  const port = await freePort()
  // Another host than the application's, so that cookies and redirects cross from site to site as they do in life.
  const url = `http://127.0.0.1:${port}`
  const people: People = new Map()
  const provider = new Provider(url, await configuration(origin, people))
  const answer = provider.callback()
  const server = createServer((request, response) => {
    void (pages(provider, people, request, response) ?? answer(request, response)).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    settings: { DOMAIN_ISSUER: url, ...CLIENT, DOMAIN_EMAIL_DOMAINS: 'harbor.example,Clinic.example' },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

async function configuration(origin: string, people: People): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    adapter: IssuerMemory,
    ttl: { Interaction: HOUR, Grant: HOUR, Session: HOUR, AccessToken: HOUR, IdToken: HOUR, AuthorizationCode: 60 },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['of the tests'] },
    clients: [
      {
        client_id: CLIENT.DOMAIN_CLIENT_ID,
        client_secret: CLIENT.DOMAIN_CLIENT_SECRET,
        redirect_uris: [`${origin}/auth/login/domain/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    // Addresses are told at the userinfo endpoint alone, as the standard has it; `amr` in the ID token.
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    /** Everybody has agreed already that the portal may know them. */
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

/** What the provider leaves to its owner: the page where one logs in, and, for the tests, a place to hire people. */
function pages(provider: Provider, people: People, request: IncomingMessage, response: ServerResponse): Promise<void> | null {
  const [, place, name = ''] = request.url?.split('/') ?? []
  if (place === 'people') return hire(people, name, request, response)
  if (place === 'interaction') return request.method === 'POST' ? logIn(provider, request, response) : logInPage(response)
  return null
}

async function hire(people: People, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  people.set(name, JSON.parse(await bodyOf(request)) as Claims)
  response.writeHead(204).end()
}

async function logInPage(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(
    `<!doctype html><html lang="en"><title>Domain</title><link rel="icon" href="data:,"><h1>Log in to your domain</h1>
    <form method="post"><label>Staff number <input name="staff"></label>
    <button>Log in</button> <button name="cancel" value="yes">Cancel</button></form>`,
  )
}

async function logIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await bodyOf(request))
  const cancelled = { error: 'access_denied', error_description: 'The person chose Cancel' }
  const login = { login: { accountId: form.get('staff') ?? '', amr: ['pwd', 'mfa'] } }
  await provider.interactionFinished(request, response, form.has('cancel') ? cancelled : login, { mergeWithLastSubmission: false })
}
