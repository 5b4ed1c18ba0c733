import type { FC } from 'hono/jsx'
import type { Home } from '../../src/portal/home.ts'
import { CasesTable } from './cases-table.tsx'
import { Frame, type FrameProps } from './frame.tsx'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const COLUMNS = ['contract', 'caseType', 'consumerId', 'consumerName', 'dateOfBirth', 'lastModified'] as const

type HomeProps = Omit<FrameProps, 'place' | 'title'> & { home: Home }

/** The facility home page of the guide. */
export const HomePage: FC<HomeProps> = ({ home, ...frame }) => (
  <Frame {...frame} place="home" title={TEXT.places.home}>
    <h1>{TEXT.places.home}</h1>
    <div class="glance">
      <NewMessages count={home.newMessages} />
      <WorkInProgress {...home} />
    </div>
    <section>
      <h2 id="saved">{TEXT.savedNotSubmitted}</h2>
      {home.saved.length < home.notSubmitted && <p class="quiet">{TEXT.latestOf(home.saved.length, home.notSubmitted)}</p>}
      <CasesTable columns={COLUMNS} cases={home.saved} look={frame.look} heading="saved" />
    </section>
  </Frame>
)

const NewMessages: FC<{ count: number }> = ({ count }) => (
  <div class="card">
    <h2>{TEXT.messages}</h2>
    <p>
      <span class="count">
        <b>{count}</b> {TEXT.newMessages(count)}
      </span>
      <a class="go" href={pathOf('messages')}>
        {TEXT.toMessages}
      </a>
    </p>
  </div>
)

const WorkInProgress: FC<Pick<Home, 'notSubmitted' | 'submitted'>> = ({ notSubmitted, submitted }) => (
  <div class="card">
    <h2>{TEXT.workInProgress}</h2>
    <dl>
      <div>
        <dt>{TEXT.notSubmitted}</dt>
        <dd>{notSubmitted}</dd>
      </div>
      <div>
        <dt>{TEXT.submitted}</dt>
        <dd>{submitted}</dd>
      </div>
    </dl>
  </div>
)
