import {
  countsAsAttention,
  meaningOf,
  OUTCOMES,
  sectionOf,
  type Outcome,
  type Section,
} from '../offboarding/outcome.ts'
import { reasonsInWords } from '../offboarding/reason.ts'
import { kindInWords } from '../offboarding/run-kind.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import type { RowRecord } from '../offboarding/run/run.ts'
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { undatedInWords } from '../offboarding/run/undated.ts'
import { whatHappens } from '../offboarding/run/what-happens.ts'
import { html, verbatim, type Html } from './html.ts'
import { factTable, sessionTable } from './page-facts.ts'
import { time, users, words } from './page-words.ts'
import { STYLE } from './html-style.ts'
import { PLAN_FILE } from './results.ts'
import type { Summary } from './summary.ts'

/** The most rows that one section shows. No browser opens a page of a million rows; the CSV files hold all of them. */
const MAX_ROWS = 1_000

/** A column of a table of rows. */
type Column = readonly [name: string, cell: (row: RowRecord) => Html]

const ROW: Column = ['Row', ({ row }) => html`${row}`]
const USER: Column = ['User ID', ({ userId }) => html`<code>${userId ?? ''}</code>`]
const ON_THE_LIST: Column = ['On the list', ({ cells }) => words(cells)]
const FOUND: Column = [
  'Account found',
  ({ user, userId }) =>
    user !== null && user.id === userId ? words([user.name, user.email, user.role]) : html``,
]
const OUTCOME: Column = ['Outcome', ({ outcome }) => html`${outcome}`]
const WHY: Column = ['Why', ({ reasons }) => words([reasonsInWords(reasons)])]
const DEACTIVATED: Column = ['Deactivated (UTC)', ({ deactivatedAt }) => time(deactivatedAt)]
const DELETE_AFTER: Column = ['Deleted after (UTC)', ({ deleteAfter }) => time(deleteAfter)]
const DELETED: Column = ['Deleted (UTC)', ({ deletedAt }) => time(deletedAt)]

/** The title of the section of those who were touched, by what the run was for. */
const TOUCHED = {
  list: 'Deleted or deactivated',
  grace: 'Deactivated',
  purge: 'Deleted or deactivated',
  undo: 'Reactivated',
} as const

/** The text of `report.html`, in pieces: a run for people to read or print. One file without scripts that loads nothing. */
export async function* htmlReport(run: RunReader, summary: Summary): AsyncGenerator<string> {
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
  yield* section('Rows that need attention', attention, [ROW, USER, ON_THE_LIST, OUTCOME, WHY], run, summary)
  if (options.kind !== 'run') {
    const columns = [ROW, USER, ON_THE_LIST, ...(options.kind === 'plan' ? [FOUND, WHY] : [])]
    yield* section(
      isForeseen(summary) ? 'To be touched' : 'Not done',
      ['not_attempted'],
      columns,
      run,
      summary,
    )
  } else {
    const hasWaits = options.grace !== undefined
    const columns =
      options.task === 'undo'
        ? [ROW, USER, ON_THE_LIST, WHY]
        : [ROW, USER, ON_THE_LIST, DEACTIVATED, hasWaits ? DELETE_AFTER : DELETED]
    yield* section(
      TOUCHED[options.task ?? (hasWaits ? 'grace' : 'list')],
      outcomesIn('touched'),
      columns,
      run,
      summary,
    )
  }
  yield* section('Left alone', outcomesIn('left_alone'), [ROW, USER, ON_THE_LIST, OUTCOME, WHY], run, summary)

  yield `${sessionTable(summary.sessions).text}\n${factTable(summary).text}\n`
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

/** What has to be known of the list. */
const remarks = ({ list }: Summary): Html => {
  const undated = list.undated.count > 0 ? [undatedInWords(list.undated)] : []
  return html`${[...undated, ...leftOutInWords(list.leftOut)].map((text) => html`\n<p>${text}.</p>`)}`
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
  run: RunReader,
  { outcomes, options }: Summary,
): AsyncGenerator<string> {
  const total = which.reduce((sum, outcome) => sum + outcomes[outcome], 0)
  if (total === 0) return
  const all = options.kind === 'plan' ? PLAN_FILE : 'results.csv'
  const more =
    total > MAX_ROWS ? html`<p class="soft">The first ${MAX_ROWS} of them; ${all} has all.</p>` : ''
  yield `${
    html`<details open><summary>${title} (${total})</summary>${more}
<table><thead><tr>${columns.map(([name]) => html`<th>${name}`)}</thead>
<tbody>`.text
  }\n`
  let left = MAX_ROWS
  for await (const rows of run.rows(which)) {
    for (const row of rows.slice(0, left))
      yield `${html`<tr>${columns.map(([, cell]) => html`<td>${cell(row)}`)}`.text}\n`
    left -= rows.length
    if (left <= 0) break
  }
  yield '</tbody></table></details>\n'
}
