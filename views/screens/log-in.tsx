import type { Screen } from '../page.tsx'
import type { Site } from '../site.ts'
import { Actions, Note } from '../step.tsx'
import { text } from '../text.ts'

export type LogInNotice =
  | 'already-registered'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'cancelled'
  | 'password-changed'
  | 'not-sent'
  | 'not-asked'

const notices = {
  'already-registered': text.logIn.alreadyRegistered,
  'signed-out': text.logIn.signedOut,
  'signed-out-everywhere': text.logIn.signedOutEverywhere,
  cancelled: text.logIn.cancelled,
  'password-changed': text.logIn.passwordChanged,
  'not-sent': text.logIn.notSent,
  'not-asked': text.logIn.notAsked,
}

/** The guide's first screen: one panel for domain accounts, one for customers and providers. */
export const LogIn = ({ site, notice, remember }: { site: Site; notice: LogInNotice | null; remember: boolean }): Screen => ({
  title: text.logIn.title,
  wide: true,
  main: (
    <main id="step" class="wide">
      <h1>{text.logIn.title}</h1>
      {notice && <Note kind={notice === 'not-sent' || notice === 'not-asked' ? 'bad' : 'good'}>{notices[notice]}</Note>}
      <div class="panels">
        <DomainPanel domain={site.domain} />
        <CustomerPanel remember={remember} />
      </div>
      <ul class="links">
        <li>
          {text.logIn.first} <a href="/auth/register">{text.logIn.firstLink}</a>
        </li>
        <li>
          {text.logIn.join} <a href="/auth/join">{text.logIn.joinLink}</a>
        </li>
        <li>
          {text.logIn.trouble} <a href="/auth/trouble">{text.logIn.troubleLink}</a>
        </li>
      </ul>
    </main>
  ),
})

const DomainPanel = ({ domain }: { domain: string }) => (
  <section aria-labelledby="domain">
    <h2 id="domain">{text.logIn.domain.heading(domain)}</h2>
    <p>{text.logIn.domain.lead(domain)}</p>
    <Actions>
      <a class="button" href="/auth/login/domain">
        {text.logIn.domain.button}
      </a>
    </Actions>
  </section>
)

/** @param remember whether this installation remembers browsers at all */
const CustomerPanel = ({ remember }: { remember: boolean }) => (
  <section aria-labelledby="customer">
    <h2 id="customer">{text.logIn.customer.heading}</h2>
    <p>{text.logIn.customer.lead}</p>
    <form action="/auth/login/with-phone">
      <Actions>
        <button class="primary">{text.logIn.customer.phone}</button>
        <button formaction="/auth/login/with-email">{text.logIn.customer.email}</button>
      </Actions>
      {remember && (
        <label>
          <input type="checkbox" name="remember" value="yes" /> {text.logIn.customer.remember}
        </label>
      )}
    </form>
  </section>
)
