import { basename } from 'node:path'
import {
  countsAsAttention,
  meaningOf,
  OUTCOMES,
  sectionOf,
  type Outcome,
  type Section,
} from '../offboarding/outcome.ts'
import { kindInWords } from '../offboarding/run-kind.ts'
import type { RowRecord, SessionRecord } from '../offboarding/run/run.ts'
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { rememberedInWords } from '../offboarding/run/layout.ts'
import { undatedInWords } from '../offboarding/run/undated.ts'
import { savedInWords, whatHappens } from '../offboarding/run/what-happens.ts'
import { HAND_OVER, HOW_TO_HAND_OVER, isToHandOver } from './page/hand-over.ts'
import { filesBefore, whatIsLeftOut } from './page/left-out-of-files.ts'
import { html, verbatim, type Html } from './html.ts'
import {
  DEACTIVATED,
  DELETED,
  DELETE_AFTER,
  FOUND,
  ON_THE_LIST,
  OUTCOME,
  ROW,
  time,
  USER,
  WHY,
  words,
  type Column,
} from './page/columns.ts'
import { STYLE } from './html-style.ts'
import { PLAN_FILE } from './results.ts'
import type { ReportedRun } from './reported-run.ts'
import type { Summary } from './summary.ts'

/** The most rows that one section shows. No browser opens a page of a million rows; the CSV files hold all of them. */
const MAX_ROWS = 1_000

/** The text of `report.html`, in pieces: a run for people to read or print. One file without scripts that loads nothing. */
export async function* htmlReport(run: ReportedRun, summary: Summary): AsyncGenerator<string> {
  const { options } = summary
  const kind = kindInWords(options)
  yield `${
    html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Offboarding ${kind} ${summary.run}</title>
<style>${verbatim(STYLE)}</style>
<h1>Offboarding ${kind} on ${summary.site}</h1>
<p class="soft"><code>${summary.run}</code></p>
${verdict(summary)}${remarks(summary)}
${outcomeTable(summary)}`.text
  }\n`

  const attention = OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind))
  const who = [ROW, USER, ...(run.form === 'full' ? [ON_THE_LIST] : [])]
  yield* section('Rows that need attention', attention, [...who, OUTCOME, WHY], run, summary)
  yield* section(HAND_OVER, ['refused'], [...who, WHY], run, summary, {
    total: summary.toHandOver ?? 0,
    intro: HOW_TO_HAND_OVER,
    isShown: isToHandOver,
  })
  yield* mainSection(who, run, summary)
  yield* section('Left alone', outcomesIn('left_alone'), [...who, OUTCOME, WHY], run, summary)

  yield `${sessionTable(summary.sessions).text}\n${factTable(summary).text}\n`
}

/** The rows that were touched, or that would be. */
async function* mainSection(
  who: readonly Column[],
  run: ReportedRun,
  summary: Summary,
): AsyncGenerator<string> {
  const { options } = summary
  if (options.kind !== 'run') {
    const columns = [
      ...who,
      ...(options.kind === 'plan' ? [FOUND, WHY] : []),
      ...(options.task === 'purge' ? [DELETE_AFTER] : []),
    ]
    yield* section(
      isForeseen(summary) ? 'To be touched' : 'Not done',
      ['not_attempted'],
      columns,
      run,
      summary,
    )
  } else {
    const hasWaits = options.grace !== undefined
    const columns = [...who, DEACTIVATED, hasWaits ? DELETE_AFTER : DELETED]
    yield* section(
      hasWaits ? 'Deactivated' : 'Deleted or deactivated',
      outcomesIn('touched'),
      columns,
      run,
      summary,
    )
  }
}

const outcomesIn = (section: Section): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => sectionOf(outcome) === section)

/** Whether the rows that were not attempted are the ones that would be touched. */
const isForeseen = ({ options, status }: Summary): boolean => options.kind !== 'run' && status === 'finished'

function verdict(summary: Summary): Html {
  const { options, status, outcomes } = summary
  const attention = OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind)).reduce(
    (sum, outcome) => sum + outcomes[outcome],
    0,
  )
  const open = attention === 0 ? 'No row needs' : attention === 1 ? '1 row needs' : `${attention} rows need`
  const isGood = status === 'finished' && attention === 0
  return html`<p class="verdict${isGood ? '' : ' bad'}">${howItEnded(summary)}${whatWasDone(summary)} ${open} attention.</p>`
}

/** What has to be known of the list, and of this page. */
const remarks = (summary: Summary): Html => {
  const { list, options } = summary
  const { remembered } = options.reading
  const undated = list.undated.count > 0 ? [undatedInWords(list.undated)] : []
  const before = remembered === undefined ? [] : [`The list was ${rememberedInWords(remembered)}`]
  const texts = [...whatIsLeftOut(summary), ...undated, ...leftOutInWords(list.leftOut), ...before]
  return html`${texts.map((text) => html`\n<p>${text}.</p>`)}`
}

function howItEnded({ status, sessions }: Summary): string {
  if (status === 'finished') return ''
  const state = {
    refused: 'Refused',
    stopped: 'Stopped; it can be gone on with',
    running: 'Broken off; it can be gone on with',
  }[status]
  const reason = sessions.at(-1)?.reason?.replace(/\.$/, '')
  return `${state}${reason === undefined ? '' : `: ${reason}`}. `
}

function whatWasDone(summary: Summary): string {
  const { options, outcomes } = summary
  if (isForeseen(summary)) return `${users(outcomes.not_attempted)} would be ${whatHappens(options)}.`
  if (options.kind !== 'run') return 'There is nothing to carry out.'
  const { deleted, deactivated, waiting, reactivated } = outcomes
  // The state of users in flight when the run stopped may be unknown; their rows say what is known.
  if (reactivated > 0) return `${users(reactivated)} reactivated.`
  if (deleted + deactivated + waiting === 0) return 'Nobody is known to be deleted.'
  return [
    ...(deleted > 0 ? [`${users(deleted)} deleted for good.`] : []),
    ...(waiting > 0 ? [`${users(waiting)} deactivated, to be deleted later.`] : []),
    ...(deactivated > 0 ? [`${users(deactivated)} deactivated.`] : []),
  ].join(' ')
}

function outcomeTable(summary: Summary): Html {
  const { outcomes, options, list } = summary
  const rows = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const isToBeTouched = outcome === 'not_attempted' && isForeseen(summary)
    const mark = countsAsAttention(outcome, options.kind) ? html` <strong>needs attention</strong>` : ''
    return [
      isToBeTouched ? 'to be touched' : outcome,
      html`${outcomes[outcome]}`,
      html`${isToBeTouched ? `would be ${whatHappens(options)}` : meaningOf(outcome)}${mark}`,
    ] as const
  })
  return html`<h2>${list.rows === 1 ? '1 row' : `${list.rows} rows`}</h2>
<table><thead><tr><th>Outcome<th class="number">Rows<th>Meaning</thead>
<tbody>${rows.map(
    ([name, count, meaning]) => html`
<tr><th scope="row">${name}<td class="number">${count}<td>${meaning}`,
  )}
</tbody></table>`
}

async function* section(
  title: string,
  which: readonly Outcome[],
  columns: readonly Column[],
  run: ReportedRun,
  { outcomes, options }: Summary,
  some: { total?: number; intro?: Html; isShown?: (row: RowRecord) => boolean } = {},
): AsyncGenerator<string> {
  const { total = which.reduce((sum, outcome) => sum + outcomes[outcome], 0), intro = '', isShown } = some
  if (total === 0) return
  const all = options.kind === 'plan' ? PLAN_FILE : 'results.csv'
  const more =
    total > MAX_ROWS ? html`<p class="soft">The first ${MAX_ROWS} of them; ${all} has all.</p>` : ''
  yield `${
    html`<details open><summary>${title} (${total})</summary>${intro}${more}
<table><thead><tr>${columns.map(([name]) => html`<th>${name}`)}</thead>
<tbody>`.text
  }\n`
  let left = MAX_ROWS
  for await (const all of run.rows(which)) {
    const rows = isShown === undefined ? all : all.filter(isShown)
    for (const row of rows.slice(0, left))
      yield `${html`<tr>${columns.map(([, cell]) => html`<td>${cell(row)}`)}`.text}\n`
    left -= rows.length
    if (left <= 0) break
  }
  yield '</tbody></table></details>\n'
}

const CONFIRMED = { typed: 'the number of users, typed', yes: '--yes' }

function sessionTable(sessions: readonly SessionRecord[]): Html {
  const rows = sessions.map((session) => {
    const { limits, confirmed, exitCode, reason } = session
    const within =
      limits === null
        ? ''
        : `; at most ${limits.maxUsers} users, ${limits.maxPercent} % of the site, ${limits.maxUnknown} % unknown`
    return html`
<tr><td>${time(session.started)}<td>${session.ended === null ? 'broken off' : time(session.ended)}
<td>${words([session.osUser])} on ${words([session.host])}, process ${session.pid}, version ${session.version}
<td>${confirmed === null ? 'nobody' : CONFIRMED[confirmed]}${within}
<td>${exitCode === null ? '' : `exit code ${exitCode}`}${reason === null ? '' : `: ${reason}`}`
  })
  return html`<h2>Who ran it</h2>
<table><thead><tr><th>Started (UTC)<th>Ended (UTC)<th>By<th>Confirmed by<th>Ended with</thead>
<tbody>${rows}
</tbody></table>`
}

function factTable({ list, options, requests, quota, waits, archive, files, forgotten }: Summary): Html {
  const { executes, roles, protect, preflight } = options
  const facts: readonly (readonly [name: string, value: string | Html])[] = [
    ['Leaver list', html`${words([list.name])}, ${list.encoding}, SHA-256 <code>${list.sha256}</code>`],
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

const users = (count: number): string => (count === 0 ? 'Nobody' : count === 1 ? '1 user' : `${count} users`)
