/** Speaks OpenID Connect: authorization code flow with PKCE, state and nonce. All checks are the library's. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client'
import type { Assertion } from '../domain/domain-account.ts'
import { ISSUER_KNOWN_FOR, ISSUER_PATIENCE } from '../domain/policy.ts'
import type { Handshake } from '../domain-login/handshake.ts'
import type { Unredeemed } from '../domain-login/ports.ts'
import { type Instant, system } from '../system.ts'
import { whyUnredeemed } from './why-unredeemed.ts'

export type IssuerSettings = { issuer: string; clientId: string; clientSecret: string; redirectUri: string; claim: string }

/** What this isolate knows of the issuer: its addresses for `ISSUER_KNOWN_FOR`, its keys for as long as the library keeps them (5 minutes). */
export type Known = { metadata?: { value: ServerMetadata; until: Instant }; keys?: Parameters<typeof setJwksCache>[1] }

/** @returns where the browser logs in */
export async function address(settings: IssuerSettings, known: Known, handshake: Handshake, another: boolean): Promise<URL | Unredeemed> {
  try {
    return buildAuthorizationUrl(await configured(settings, known), {
      redirect_uri: settings.redirectUri,
      scope: 'openid email profile',
      state: handshake.state,
      nonce: handshake.nonce,
      code_challenge: await calculatePKCECodeChallenge(handshake.verifier),
      code_challenge_method: 'S256',
      ...(another ? { prompt: 'login' } : {}),
      ...(handshake.maxAge === null ? {} : { max_age: String(handshake.maxAge) }),
    })
  } catch (cause) {
    return whyUnredeemed(cause)
  }
}

/** Exchanges the code, and has the ID token checked: issuer, audience, times, nonce, and its signature. */
export async function redeem(
  settings: IssuerSettings,
  known: Known,
  answer: URLSearchParams,
  { state, nonce, verifier, maxAge }: Handshake,
): Promise<Assertion | Unredeemed> {
  try {
    const config = await configured(settings, known)
    // TLS would do for a token that comes from the issuer itself (OpenID Connect Core 3.1.3.7); its signature is asked for all the same.
    enableNonRepudiationChecks(config)
    if (known.keys) setJwksCache(config, known.keys)
    const tokens = await authorizationCodeGrant(config, new URL(`${settings.redirectUri}?${answer}`), {
      ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      // Whoever took `prompt` and `max_age` out of the address is found out by the token's `auth_time`.
      ...(maxAge === null ? {} : { maxAge }),
    })
    const keys = getJwksCache(config)
    if (keys) known.keys = keys
    const claims = tokens.claims()
    if (!claims) throw new TypeError('there is no ID token')
    // With the code flow an issuer may tell addresses at its userinfo endpoint alone (OpenID Connect Core 5.4).
    const elsewhere = claims[settings.claim] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
    const more = elsewhere ? await fetchUserInfo(config, tokens.access_token, claims.sub) : {}
    return { issuer: claims.iss, subject: claims.sub, claims: { ...claims, ...more } }
  } catch (cause) {
    return whyUnredeemed(cause)
  }
}

/** The issuer as this request asks it: all its questions together take no longer than `ISSUER_PATIENCE`. */
async function configured({ issuer, clientId, clientSecret }: IssuerSettings, known: Known): Promise<Configuration> {
  const now = system.now()
  const signal = AbortSignal.timeout(ISSUER_PATIENCE)
  const inTime: NonNullable<Configuration[typeof customFetch]> = (url, options) => fetch(url, { ...(options as RequestInit), signal })
  // Settings let http pass for this machine alone, and in development alone.
  const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  if (!known.metadata || known.metadata.until <= now) {
    const found = await discovery(new URL(issuer), clientId, clientSecret, undefined, { [customFetch]: inTime, execute })
    known.metadata = { value: found.serverMetadata(), until: now + ISSUER_KNOWN_FOR }
  }
  const config = new Configuration(known.metadata.value, clientId, clientSecret)
  config[customFetch] = inTime
  for (const extend of execute) extend(config)
  return config
}
