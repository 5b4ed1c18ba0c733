import type { FC } from 'hono/jsx'
import type { Matches } from '../../src/portal/search.ts'
import { CasesTable } from './cases-table.tsx'
import { Frame, type FrameProps } from './frame.tsx'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

const COLUMNS = ['caseNumber', 'programNumber', 'state', 'caseType', 'consumerId', 'consumerName', 'lastModified'] as const

type MatchesProps = Omit<FrameProps, 'place' | 'title'> & { typed: string; matches: Matches }

/** What the search box found among the visitor's own cases. The title does not repeat what was typed: browsers keep titles. */
export const MatchesPage: FC<MatchesProps> = ({ matches, ...frame }) => (
  <Frame {...frame} place="home" title={TEXT.found}>
    <h1>{TEXT.found}</h1>
    <section>
      <h2 id="found">{TEXT.foundFor(frame.typed)}</h2>
      {matches.more && <p class="quiet">{TEXT.moreFound(matches.found.length)}</p>}
      <CasesTable columns={COLUMNS} cases={matches.found} look={frame.look} heading="found" />
      {matches.found.length === 0 && <p class="quiet">{TEXT.notFoundHint}</p>}
    </section>
    <a class="go" href={pathOf('home')}>
      {TEXT.home}
    </a>
  </Frame>
)
