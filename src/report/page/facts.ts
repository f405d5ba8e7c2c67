import { basename } from 'node:path'
import type { SessionRecord } from '../../offboarding/run/run.ts'
import { savedInWords, whatHappens } from '../../offboarding/run/what-happens.ts'
import { html, type Html } from '../html.ts'
import { filesBefore } from './left-out-of-files.ts'
import { time, words } from './words.ts'
import type { Summary } from '../summary.ts'

/** How a person agreed, in words. */
export const CONFIRMED = { typed: 'the number of users, typed', yes: '--yes' }

/** Who worked on the run, and on whose word. */
export function sessionTable(sessions: readonly SessionRecord[]): Html {
  const rows = sessions.map((session) => {
    const { purpose, limits, confirmed, exitCode, reason } = session
    const within =
      limits === null
        ? ''
        : `; at most ${limits.maxUsers} users, ${limits.maxPercent} % of the site, ${limits.maxUnknown} % unknown`
    return html`
<tr><td>${time(session.started)}<td>${session.ended === null ? 'broken off' : time(session.ended)}
<td>${words([session.osUser])} on ${words([session.host])}, process ${session.pid}, version ${session.version}
<td>${purpose === 'verify' ? 'asked once more, changed nothing' : confirmed === null ? 'nobody' : CONFIRMED[confirmed]}${within}
<td>${exitCode === null ? '' : `exit code ${exitCode}`}${reason === null ? '' : `: ${reason}`}`
  })
  return html`<h2>Who ran it</h2>
<table><thead><tr><th>Started (UTC)<th>Ended (UTC)<th>By<th>Confirmed by<th>Ended with</thead>
<tbody>${rows}
</tbody></table>`
}

/** What the run went by, and the hashes of its list and files. */
export function factTable({
  list,
  options,
  requests,
  quota,
  waits,
  archive,
  files,
  forgotten,
}: Summary): Html {
  const { executes, roles, protect, preflight } = options
  const facts: readonly (readonly [name: string, value: string | Html])[] = [
    [
      options.task === undefined ? 'Leaver list' : 'Rows from',
      html`${words([list.name])}, ${list.encoding}, SHA-256 <code>${list.sha256}</code>`,
    ],
    ['Asked for', `${whatHappens(options)}${executes === null ? '' : `, by plan ${executes}`}`],
    ['Roles', roles === 'any' ? 'any' : roles.join(', ')],
    ['Protected list', protect.entries === 1 ? '1 entry' : `${protect.entries} entries`],
    ['Look-ups', preflight],
    ...(list.today === null ? [] : [['Leave dates', `compared with ${list.today}`] as const]),
    ['Requests', `${requests.total}; ${quota.rejected} turned away, ${waits.quota} s waited for the quota`],
    ...(archive === undefined ? [] : [['Archive', savedInWords(archive)] as const]),
    ...files.map(({ path, sha256 }) => [basename(path), html`SHA-256 <code>${sha256}</code>`] as const),
    ...filesBefore(forgotten),
  ]
  return html`<h2>Facts</h2>
<table class="facts"><tbody>${facts.map(
    ([name, value]) => html`
<tr><th scope="row">${name}<td>${value}`,
  )}
</tbody></table>`
}
