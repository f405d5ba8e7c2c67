import { inWords } from '../../offboarding/run/expected-duration.ts'
import { leftOutInWords } from '../../offboarding/run/left-out.ts'
import { verifiedInWords } from '../../offboarding/run/verified.ts'
import { undatedInWords } from '../../offboarding/run/undated.ts'
import { graceInWords } from '../../offboarding/run/what-happens.ts'
import { shown, shownPath } from '../../offboarding/text/shown.ts'
import { countsAsAttention, OUTCOMES } from '../../offboarding/outcome.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import type { Summary } from '../../report/summary.ts'
import { EXIT } from '../exit-code.ts'
import { layoutFlags } from './layout-flags.ts'

/** Characters of the flags that are shown. */
const MAX_FLAGS = 1_000

/** The summary of a run for people. */
export function summaryText(summary: Summary): string {
  const { run, site, list, options, outcomes, status, exitCode, files } = summary
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
    ...leftOutInWords(list.leftOut).map((words) => `  ${words}`),
    ...(list.undated.count > 0 ? [`  ${undatedInWords(list.undated)}`] : []),
    '',
    ...rows,
    ...(goesOn
      ? [
          '',
          `  To go on${exitCode === EXIT.refused ? ', once a person has looked at why it was refused' : ''}: the same command again, or run --resume ${run}`,
        ]
      : []),
    ...whoIsGone(summary),
    ...whenTheyAreDeleted(summary),
    ...howToCarryOut(summary),
    ...howToReadAgain(summary),
    '',
    ...files.map(({ path }) => `  ${shownPath(path)}`),
    '',
  ].join('\n')
}

/** Of a run that deleted somebody who was asked for once more. */
const whoIsGone = ({ verified }: Summary): string[] =>
  verified === null ? [] : ['', `  Asked once more: ${verifiedInWords(verified)}`]

/** Of a run with a grace period: what follows. */
function whenTheyAreDeleted({ options, outcomes }: Summary): string[] {
  const { grace } = options
  if (grace === undefined || outcomes.waiting === 0) return []
  return [
    '',
    `  ${count(outcomes.waiting, 'user')} may be deleted ${graceInWords(grace)} after deactivation, by \`purge\`.`,
    '  Whoever is reactivated on the platform before that is kept.',
  ]
}

function howToCarryOut({ run, options, status, expected }: Summary): string[] {
  if (expected?.users === 0) return ['', '  Nobody would be touched: there is nothing to carry out.']
  if (expected !== null) {
    return [
      '',
      `  To carry it out: run --plan ${run}`,
      `  That should take ${inWords(expected.seconds * 1000)}.`,
    ]
  }
  const { before } = options.reading
  if (options.kind !== 'plan' || status !== 'finished' || before === null) return []
  return ['', `  It looks ahead to ${before}; what is to be carried out is planned without --before.`]
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

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
