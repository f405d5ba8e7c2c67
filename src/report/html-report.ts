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
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { rememberedInWords } from '../offboarding/run/layout.ts'
import { isUnproved, verifiedInWords } from '../offboarding/run/verified.ts'
import { undatedInWords } from '../offboarding/run/undated.ts'
import { whatHappens } from '../offboarding/run/what-happens.ts'
import { HAND_OVER, HOW_TO_HAND_OVER, isToHandOver } from './page/hand-over.ts'
import { whatIsLeftOut } from './page/left-out-of-files.ts'
import { html, verbatim, type Html } from './html.ts'
import { factTable, sessionTable } from './page/facts.ts'
import { ROW, section, USER, type Column } from './page/section.ts'
import { time, users, words } from './page/words.ts'
import { proof } from './page/proof.ts'
import { STYLE } from './html-style.ts'
import type { ReportedRun } from './reported-run.ts'
import type { Summary } from './summary.ts'

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

  yield* proof(run, summary)
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
    const columns =
      options.task === 'undo' ? [...who, WHY] : [...who, DEACTIVATED, hasWaits ? DELETE_AFTER : DELETED]
    yield* section(
      TOUCHED[options.task ?? (hasWaits ? 'grace' : 'list')],
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
  const { options, status, outcomes, verified } = summary
  const attention = OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind)).reduce(
    (sum, outcome) => sum + outcomes[outcome],
    0,
  )
  const open = attention === 0 ? 'No row needs' : attention === 1 ? '1 row needs' : `${attention} rows need`
  const isGood = status === 'finished' && attention === 0 && !(verified !== null && isUnproved(verified))
  const proved = verified === null ? '' : ` Asked once more: ${verifiedInWords(verified)}.`
  return html`<p class="verdict${isGood ? '' : ' bad'}">${howItEnded(summary)}${whatWasDone(summary)}${proved} ${open} attention.</p>`
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
  const reason = sessions.findLast(({ purpose }) => purpose === null)?.reason?.replace(/\.$/, '')
  return `${state}${reason === undefined ? '' : `: ${reason}`}. `
}

function whatWasDone(summary: Summary): string {
  const { options, outcomes } = summary
  if (isForeseen(summary)) return `${users(outcomes.not_attempted)} would be ${whatHappens(options)}.`
  if (options.kind !== 'run') return 'There is nothing to carry out.'
  const { deleted, deactivated, waiting, reactivated } = outcomes
  // The state of users in flight when the run stopped may be unknown; their rows say what is known.
  if (reactivated > 0) return `${users(reactivated)} active again.`
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
