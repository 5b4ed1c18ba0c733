import type { Screen } from '../page.tsx'
import type { Site } from '../site.ts'
import { Actions, Note } from '../step.tsx'
import { text } from '../text.ts'

export type LogInNotice = 'already-registered' | 'signed-out' | 'cancelled'

const notices = { 'already-registered': text.logIn.alreadyRegistered, 'signed-out': text.logIn.signedOut, cancelled: text.logIn.cancelled }

/** The guide's first screen: one panel for domain accounts, one for customers and providers. */
export const LogIn = ({ site, notice }: { site: Site; notice: LogInNotice | null }): Screen => ({
  title: text.logIn.title,
  wide: true,
  main: (
    <main id="step" class="wide">
      <h1>{text.logIn.title}</h1>
      {notice && <Note kind="good">{notices[notice]}</Note>}
      <div class="panels">
        <DomainPanel domain={site.domain} />
        <CustomerPanel />
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

const CustomerPanel = () => (
  <section aria-labelledby="customer">
    <h2 id="customer">{text.logIn.customer.heading}</h2>
    <p>{text.logIn.customer.lead}</p>
    <form action="/auth/login/with-phone">
      <Actions>
        <button class="primary">{text.logIn.customer.phone}</button>
        <button formaction="/auth/login/with-email">{text.logIn.customer.email}</button>
      </Actions>
      <label>
        <input type="checkbox" name="remember" value="yes" /> {text.logIn.customer.remember}
      </label>
    </form>
  </section>
)
