import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as bodyOf } from 'node:stream/consumers'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { freePort } from '../../src/cli/ground/ports.ts'

export const CLIENT = { DOMAIN_CLIENT_ID: 'the-portal', DOMAIN_CLIENT_SECRET: 'a-secret-between-the-portal-and-its-issuer' }

/** What the issuer says when a code is exchanged. Whatever is left out is as it should be. */
export interface Tale {
  claims?: JWTPayload
  header?: Partial<JWTHeaderParameters>
  signedBy?: 'the issuer' | 'somebody else' | 'the client secret' | 'nobody'
  /** The address is at the userinfo endpoint. */
  userinfo?: Record<string, unknown>
  /** Without an ID token. */
  bare?: boolean
  /** The code may be exchanged more than once, by whomever. */
  generous?: boolean
}

type Told = { tale: Tale; nonce: string; challenge: string; used: boolean }
type Fault = 'none' | 'hangs' | 'fails' | 'has another name'

/** An issuer that says whatever a test wants it to, right or wrong, and notes what it is asked. */
export class FalseIssuer {
  readonly url: string
  /** What came to the token endpoint. */
  readonly asked: URLSearchParams[] = []
  /** Which of its addresses were asked for, in order. */
  readonly visited: string[] = []
  /** What is wrong with an endpoint, by its path. */
  readonly faults = new Map<string, Fault>()
  readonly #told = new Map<string, Told>()
  readonly #own: CryptoKey
  readonly #other: CryptoKey
  readonly #public: object
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  private constructor(url: string, own: CryptoKey, other: CryptoKey, jwk: object) {
    this.url = url
    this.#own = own
    this.#other = other
    this.#public = { ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }
  }

  static async start(): Promise<FalseIssuer> {
    const port = await freePort()
    const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
    const issuer = new FalseIssuer(`http://127.0.0.1:${port}`, own.privateKey, other.privateKey, await exportJWK(own.publicKey))
    await new Promise<void>((listening) => issuer.#server.listen(port, '127.0.0.1', listening))
    return issuer
  }

  /** Gives out a code for a login that was asked for at this address. */
  codeFor(address: URL, tale: Tale): string {
    const code = `code-${this.#told.size}-of-the-false-issuer`
    const { nonce, code_challenge: challenge } = Object.fromEntries(address.searchParams)
    this.#told.set(code, { tale, nonce: nonce ?? '', challenge: challenge ?? '', used: false })
    return code
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((stopped) => this.#server.close(stopped))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.url)
    this.visited.push(pathname)
    const fault = this.faults.get(pathname)
    if (fault === 'hangs') return
    const send = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (fault === 'fails') return send(500, { error: 'server_error' })
    if (pathname === '/.well-known/openid-configuration') return send(200, this.#metadata(fault === 'has another name'))
    if (pathname === '/keys') return send(200, { keys: [this.#public] })
    if (pathname === '/userinfo') return send(200, this.#userinfo(request.headers.authorization ?? ''))
    const form = new URLSearchParams(await bodyOf(request))
    this.asked.push(form)
    const told = this.#told.get(form.get('code') ?? '')
    if (!told || !this.#grants(told, form)) return send(400, { error: 'invalid_grant' })
    told.used = true
    const token = told.tale.bare ? {} : { id_token: await this.#idToken(told) }
    send(200, { access_token: form.get('code'), token_type: 'Bearer', expires_in: 60, ...token })
  }

  #metadata(misnamed: boolean) {
    return {
      issuer: misnamed ? 'https://another.example' : this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      userinfo_endpoint: `${this.url}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  #userinfo(authorization: string) {
    const told = this.#told.get(authorization.replace('Bearer ', ''))
    return { sub: told?.tale.claims?.sub ?? SUBJECT, ...told?.tale.userinfo }
  }

  #grants({ tale, challenge, used }: Told, form: URLSearchParams): boolean {
    const proved = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return tale.generous === true || (!used && proved === challenge)
  }

  async #idToken({ tale, nonce }: Told): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: this.url, sub: SUBJECT, aud: CLIENT.DOMAIN_CLIENT_ID, iat: now, exp: now + 60, nonce }
    const claims = { ...usual, ...tale.claims }
    const { signedBy = 'the issuer' } = tale
    if (signedBy === 'nobody') return new UnsecuredJWT(claims).encode()
    const secret = new TextEncoder().encode(CLIENT.DOMAIN_CLIENT_SECRET)
    if (signedBy === 'the client secret') return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    const header = { alg: 'RS256', kid: 'one', ...tale.header }
    return new SignJWT(claims).setProtectedHeader(header).sign(signedBy === 'the issuer' ? this.#own : this.#other)
  }
}

/** Whom the issuer speaks of, unless a tale says otherwise. */
export const SUBJECT = 'a-person-of-the-false-issuer'
