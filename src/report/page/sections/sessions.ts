import type { SessionRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import { foreign } from '../parts/foreign.ts'
import type { Page } from '../parts/page.ts'
import { table, type Column } from '../parts/table.ts'
import { timeOf } from '../parts/times.ts'

/** Who worked on the run, with whose agreement, and how each session ended. */
export function* sessions({ summary, words: { sessions: words } }: Page): Generator<Html> {
  const columns: readonly Column<SessionRecord>[] = [
    { name: words.started, cell: ({ started }) => timeOf(started) },
    { name: words.ended, cell: ({ ended }) => (ended === null ? html`${words.brokenOff}` : timeOf(ended)) },
    {
      name: words.by,
      cell: ({ osUser, host, pid, version }) =>
        html`${foreign(osUser)} ${words.on} ${foreign(host)}, ${words.machine(pid, version)}`,
    },
    {
      name: words.confirmedBy,
      cell: ({ purpose, confirmed, limits }) =>
        html`${purpose === 'verify' ? words.onlyAsked : confirmed === null ? words.nobody : words.confirmed[confirmed]}${limits === null ? '' : `; ${words.limits(limits)}`}`,
    },
    {
      name: words.endedWith,
      cell: ({ exitCode, reason }) =>
        html`${exitCode === null ? '' : words.exitCode(exitCode)}${reason === null ? '' : html`: <span lang="en">${reason}</span>`}`,
    },
  ]
  yield html`<section aria-labelledby="sessions">
<h2 id="sessions">${words.heading}</h2>
${table(columns, summary.sessions)}</section>
`
}
