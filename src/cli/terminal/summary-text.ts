import { basename } from 'node:path'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { leftOutInWords } from '../../offboarding/run/left-out.ts'
import { rememberedInWords } from '../../offboarding/run/layout.ts'
import { savedInWords } from '../../offboarding/run/what-happens.ts'
import { verifiedInWords } from '../../offboarding/run/verified.ts'
import { undatedInWords } from '../../offboarding/run/undated.ts'
import { graceInWords } from '../../offboarding/run/what-happens.ts'
import { shellWord } from '../../offboarding/text/shell-word.ts'
import { shown, shownPath } from '../../offboarding/text/shown.ts'
import { canSucceedLater, countsAsAttention, OUTCOMES } from '../../offboarding/outcome.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import { whatIsLeftOut } from '../../report/left-out-of-files.ts'
import type { Summary } from '../../report/summary.ts'
import { EXIT } from '../exit-code.ts'
import { layoutFlags } from './layout-flags.ts'
import type { NextCommand } from './next-command.ts'

const RETRY_FILE = 'retry.csv'
/** Characters of the flags that are shown. */
const MAX_FLAGS = 1_000

/** The summary of a run for people. `next`: makes the lines that carry out a command; null where there is
 * nothing left that one could work on. */
export function summaryText(summary: Summary, next: NextCommand | null): string {
  const { run, site, list, options, outcomes, status, exitCode, archive, files } = summary
  const { remembered } = options.reading
  const isForeseen = options.kind !== 'run' && status === 'finished'
  const rows = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const mark = countsAsAttention(outcome, options.kind) ? '  needs attention' : ''
    const label = outcome === 'not_attempted' && isForeseen ? 'to be touched' : outcome
    return `  ${label.padEnd(14)}${String(outcomes[outcome]).padStart(8)}${mark}`
  })
  // This process holds the lock of the ledger, so a run that is marked as running was killed.
  const state = status === 'running' ? 'broken off' : status
  const goesOn = status === 'stopped' || status === 'running'
  return [
    `${capitalized(kindInWords(options))} ${run} on ${shown(site)}: ${state}`,
    `  ${shown(list.name)}, ${count(list.rows, 'row')}, ${count(summary.requests.total, 'request')}`,
    ...whatIsLeftOut(summary).map((words) => `  ${words}`),
    ...leftOutInWords(list.leftOut).map((words) => `  ${words}`),
    ...(remembered === undefined ? [] : [`  ${shown(rememberedInWords(remembered), MAX_FLAGS)}`]),
    ...(list.undated.count > 0 ? [`  ${undatedInWords(list.undated)}`] : []),
    ...(rows.length === 0 ? [] : ['', ...rows]),
    ...(goesOn
      ? [
          '',
          `  To go on${exitCode === EXIT.refused ? ', once a person has looked at why it was refused' : ''}: the same command again${next === null ? '' : ', or'}`,
          ...commandLine(`run --resume ${run}`, next),
        ]
      : []),
    ...(options.task === 'purge' && isForeseen ? whenTheyAreDue(summary) : []),
    ...whoIsGone(summary),
    ...whenTheyAreDeleted(summary, next),
    ...howToTakeBack(summary, next),
    ...(archive === undefined
      ? []
      : ['', `  ${capitalized(savedInWords(archive.users, options.archiveIn ?? 'folder'))}`]),
    ...howToCarryOut(summary, next),
    ...howToReadAgain(summary),
    '',
    ...files.map(({ path }) => `  ${shownPath(path)}`),
    ...howToRetry(summary, next),
    '',
  ].join('\n')
}

/** The days shown of a dry run of a purge. */
const MAX_DAYS = 20

/** Of a dry run of a purge: on which days how many grace periods are over. */
function whenTheyAreDue({ due }: Summary): string[] {
  const days = Object.entries(due)
  const more = days.length - MAX_DAYS
  return [
    '',
    ...days.slice(0, MAX_DAYS).map(([day, users]) => `  due on ${day}  ${count(users, 'user')}`),
    ...(more > 0 ? [`  and ${count(more, 'more day')}; results.csv has all`] : []),
  ]
}
/** Of a run that deleted somebody who was asked for once more. */
const whoIsGone = ({ verified }: Summary): string[] =>
  verified === null ? [] : ['', `  Asked once more: ${verifiedInWords(verified)}`]

/** Of a run with a grace period: what follows. */
function whenTheyAreDeleted({ options, outcomes }: Summary, next: NextCommand | null): string[] {
  const { grace } = options
  if (grace === undefined || outcomes.waiting === 0) return []
  return [
    '',
    `  ${count(outcomes.waiting, 'user')} may be deleted ${graceInWords(grace)} after deactivation, by \`purge\`.`,
    `  Whoever is reactivated on the platform before that is kept.${next === null ? '' : ' Then:'}`,
    ...commandLine('purge', next),
  ]
}

/** Of a run that deactivated users who are not deleted yet. Whom it found deactivated, an undo leaves alone. */
function howToTakeBack(
  { run, options, outcomes, requests, forgotten }: Summary,
  next: NextCommand | null,
): string[] {
  const isUndoable = options.kind === 'run' && options.task === undefined && forgotten === undefined
  const users = outcomes.deactivated + outcomes.waiting
  if (next === null || !isUndoable || users === 0 || (requests['deactivate'] ?? 0) === 0) return []
  return ['', '  To reactivate whom this run deactivated:', ...commandLine(`undo ${run}`, next)]
}

function howToCarryOut({ run, options, status, expected }: Summary, next: NextCommand | null): string[] {
  if (expected?.users === 0) return ['', '  Nobody would be touched: there is nothing to carry out.']
  if (expected !== null) {
    if (next === null) return []
    return [
      '',
      `  To carry it out, which should take ${inWords(expected.seconds * 1000)}:`,
      ...commandLine(`run --plan ${run}`, next),
    ]
  }
  const { before } = options.reading
  if (options.kind !== 'plan' || status !== 'finished' || before === null) return []
  return ['', `  It looks ahead to ${before}; what is to be carried out is planned without --before.`]
}

/** Of a run that is over: the rows that could end well later are a list of their own. */
function howToRetry(
  { options, status, outcomes, files, toHandOver = 0 }: Summary,
  next: NextCommand | null,
): string[] {
  if (next === null || options.kind !== 'run' || options.task !== undefined || status !== 'finished')
    return []
  const path = files.map((file) => file.path).find((file) => basename(file) === RETRY_FILE)
  const rows = OUTCOMES.filter(canSucceedLater).reduce((sum, outcome) => sum + outcomes[outcome], 0)
  if (path === undefined || rows === 0) return []
  return [
    '',
    ...(toHandOver === 0
      ? []
      : [
          `  The platform refused ${count(toHandOver, 'user')}: a course expert, for instance, has to be replaced on the site first.`,
        ]),
    `  Once their causes are mended, ${count(rows, 'row')} can be tried again:`,
    `    ${next(`run ${shellWord(path)}`)}`,
  ]
}

/** Of a plan: nobody who reads the next list of this layout needs to be asked again. */
function howToReadAgain({ options, list, status }: Summary): string[] {
  if (options.kind !== 'plan' || status !== 'finished') return []
  return [
    '',
    '  To read lists of this layout without a question:',
    `  ${shown(layoutFlags(options.reading, list.columns, options.attribute), MAX_FLAGS)}`,
  ]
}

/** A command on a line of its own, to be copied. */
const commandLine = (command: string, next: NextCommand | null): string[] =>
  next === null ? [] : [`    ${next(command)}`]

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
