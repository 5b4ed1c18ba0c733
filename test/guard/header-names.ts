/** Names of request headers, as manuals write them. */

const names = (text: string): string[] => text.trim().split(/\s+/)

/** K01: by which products tell a portal who somebody is. */
export const IDENTITY = {
  ours: names(`
    Latchkey-Pass Latchkey-Rollout Latchkey-Facility Latchkey-Guard-Key Latchkey X-Latchkey-Pass`),
  'what portals ask for': names(`
    X-User X-User-Id X-UserId X-User-Name X-Username X-User-Email X-UserEmail X-User-Groups X-User-Roles X-Email X-Mail X-Login X-Group
    X-Groups X-Role X-Roles X-Account-Id X-Subject X-Principal X-Identity X-Person-Id X-Uid X-Preferred-Username User-Id UserId Username
    User-Name User-Email X-Auth-User X-AuthUser X-Authenticated-User X-AuthenticatedUser X-RemoteUser RemoteUser X-Current-User Auth-User`),
  'CGI, Authelia, Kubernetes': names(`
    Remote-User Remote-Name Remote-Email Remote-Groups Remote-Ident X-Remote-User X-Remote-Group X-Remote-Extra-Scopes X-Remote-Uid
    Impersonate-User Impersonate-Group Impersonate-Extra-Scopes Impersonate-Uid`),
  'oauth2-proxy, Traefik': names(`
    X-Forwarded-User X-Forwarded-Email X-Forwarded-Groups X-Forwarded-Preferred-Username X-Forwarded-Access-Token X-Auth-Request-User
    X-Auth-Request-Email X-Auth-Request-Redirect X-Auth-Request-Access-Token GAP-Auth`),
  'authentik, Pomerium, Vouch, Ory, Tailscale': names(`
    X-authentik-username X-authentik-jwt X-Pomerium-Jwt-Assertion X-Pomerium-Claim-Email X-Vouch-User X-WEBAUTH-USER Tailscale-User-Login
    Tailscale-User-Name Tailscale-User-Profile-Pic X-Kratos-Authenticated-Identity-Id`),
  'Kong, APISIX, WSO2': names(`
    X-Consumer-ID X-Consumer-Username X-Credential-Identifier X-Authenticated-Userid X-Authenticated-Scope X-Anonymous-Consumer X-Userinfo
    X-ID-Token X-JWT-Assertion X-JWT-Payload`),
  'Google, Amazon, Microsoft, Cloudflare': names(`
    X-Goog-Authenticated-User-Email X-Goog-IAP-JWT-Assertion X-Endpoint-API-UserInfo X-Apigateway-Api-Userinfo X-Appengine-User-Email
    X-Appengine-User-Is-Admin X-AppEngine-Inbound-Appid X-Amzn-Oidc-Data X-Amzn-Oidc-Identity X-Amzn-Oidc-Accesstoken
    X-Amzn-Mtls-Clientcert X-Amzn-Request-Context X-MS-CLIENT-PRINCIPAL X-MS-CLIENT-PRINCIPAL-NAME X-MS-TOKEN-AAD-ID-TOKEN
    X-ARR-ClientCert Ms-Client-Principal Cf-Access-Jwt-Assertion Cf-Access-Authenticated-User-Email Cf-Access-Client-Id`),
  'SiteMinder, WebSEAL, Oracle, Shibboleth, CAS, mellon': names(`
    SM_USER SM-UniversalId SM_USERDN SMUSER iv-user iv-groups iv-creds OAM_REMOTE_USER OAM-Identity-Domain Osso-User-Dn Proxy-User
    Proxy-Remote-User Shib-Session-ID Shib-Identity-Provider eppn persistent-id X-Shib-User CAS-User X-CAS-User MELLON_NAME_ID
    OIDC_CLAIM_sub OIDC-access-token X-OIDC-Claims SAML-Subject X-SAML-User X-SSO-User SSO-User X-Okta-User OpenId-Sub`),
  'certificates of clients': names(`
    Client-Cert Client-Cert-Chain X-Client-Cert SSL-Client-Cert SSL_CLIENT_S_DN X-SSL-Client-DN X-SSL-Client-Verify X-SSL-Cert SSL-Cert
    X-Client-DN X-Client-Verify X-Client-S-DN X-TLS-Client-Subject X-Forwarded-Client-Cert X-Forwarded-Tls-Client-Cert-Info L5d-Client-Id`),
}

/** K03, K04: that say where a request came from, or where it goes. */
export const FORWARDING = {
  'where it came from': names(`
    Forwarded X-Forwarded Forwarded-For X-Forwarded-For X-Real-IP Client-IP X-Client-IP True-Client-IP X-ClientIP CF-Connecting-IP
    CF-Connecting-IPv6 CF-Pseudo-IPv4 X-Cluster-Client-IP Fastly-Client-IP Fly-Client-IP X-Originating-IP X-Remote-IP X-Remote-Addr
    Remote-Addr X-Azure-ClientIP X-Azure-SocketIP X-Appengine-User-IP X-Nf-Client-Connection-Ip Proxy-Client-IP WL-Proxy-Client-IP
    HTTP_CLIENT_IP HTTP_X_FORWARDED_FOR X-ProxyUser-Ip X-Envoy-External-Address Incap-Client-IP X-Sucuri-ClientIP DO-Connecting-IP
    Ali-CDN-Real-IP X-Vercel-Forwarded-For`),
  'where it goes': names(`
    X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Uri X-Forwarded-Method X-Forwarded-Prefix X-Forwarded-Port X-Original-URL
    X-Original-URI X-Original-Host X-Rewrite-URL X-Host X-HTTP-Host-Override X-Accel-Redirect X-Scheme X-Url-Scheme X-Forwarded-Scheme
    X-Forwarded-Ssl Front-End-Https X-Script-Name X-Ms-Original-Url`),
  // A program behind CGI finds it as HTTP_PROXY, and asks its own services through it.
  'by which proxy it asks': ['Proxy'],
}

/** What honest clients send. */
export const HONEST = names(`
  Accept Accept-Language Accept-Encoding Accept-Charset Authorization Content-Type Content-Length Content-Encoding Content-Language
  Content-Disposition Content-Range Content-MD5 Digest Content-Digest If-Match If-None-Match If-Modified-Since If-Unmodified-Since
  If-Range Range Cache-Control Pragma Date DNT Sec-GPC Save-Data Origin Referer User-Agent From Max-Forwards Prefer Priority
  Upgrade-Insecure-Requests Via Warning Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-Dest Sec-Fetch-User Sec-CH-UA Sec-CH-UA-Mobile
  Sec-WebSocket-Key Device-Memory Downlink RTT ECT X-CSRF-Token X-XSRF-TOKEN CSRF-Token X-Requested-With X-API-Key Api-Key HX-Request
  HX-Target HX-Trigger HX-Trigger-Name HX-Current-URL HX-Boosted HX-Prompt HX-Source HX-Request-Type Turbo-Frame X-Turbo-Request-Id X-PJAX
  X-Inertia X-Inertia-Version X-Livewire Idempotency-Key X-Request-Id X-Correlation-ID Traceparent Tracestate Baggage B3 X-B3-TraceId
  X-Cloud-Trace-Context X-Amzn-Trace-Id Sentry-Trace X-HTTP-Method-Override X-Upload-Content-Type Upload-Offset Upload-Length
  Tus-Resumable X-File-Name Slug Depth Destination Overwrite Lock-Token SOAPAction GraphQL-Preflight Apollo-Require-Preflight
  X-GitHub-Event Stripe-Signature X-Hub-Signature-256 Last-Event-ID Purpose Sec-Purpose X-Moz Access-Control-Request-Method
  Access-Control-Request-Headers CF-Ray CF-IPCountry X-Timezone X-Locale X-App-Version X-Client-Version X-Client-Name X-Tenant-Id Proxied
  Client-Hint`)
