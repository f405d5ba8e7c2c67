import type { RunEvent } from '../../offboarding/event.ts'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { rememberedInWords } from '../../offboarding/run/layout.ts'
import { leftOutInWords } from '../../offboarding/run/left-out.ts'
import { describeColumns } from '../../offboarding/run/reading.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { whatHappens } from '../../offboarding/run/what-happens.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import { shown } from '../../offboarding/text/shown.ts'
import type { Palette } from './palette.ts'
import { wrap } from './width.ts'

const LABEL = 8
/** The longest list of columns that is shown, in characters. */
const MAX_COLUMNS = 500
/** The most characters of flags that are shown. */
const MAX_FLAGS = 1_000

/** How a list was read. */
export type ListRead = RunEvent & { type: 'list_read' }

/** The lines at the top: which site, which list, what will happen, and how long that takes by the quota. `read`: how the list was
 * read; null for a run without one. `hasNames`: whether names may be shown, of the file and of columns that may be anything. */
export function headerLines(
  started: RunEvent & { type: 'run_started' },
  read: ListRead | null,
  { options, list }: RunRecord,
  hasNames: boolean,
  width: number,
  { title, soft }: Palette,
): string[] {
  const { run, site, rows, toDo, resumed, expectedMs } = started
  const kind = kindInWords(options)
  const facts: readonly (readonly [label: string, text: string])[] = [
    ['Site', shown(site)],
    [
      'List',
      [
        ...(hasNames ? [shown(list.name)] : []),
        counted(rows, 'row'),
        ...(toDo < rows ? [`${toDo} to do`] : []),
      ].join(', '),
    ],
    ...(read === null ? [] : howItWasRead(read, options, hasNames)).map((words) => ['', words] as const),
    ['Users', users(options, toDo)],
    ...(toDo > 0 && options.kind === 'run'
      ? [['Takes', `${inWords(expectedMs)} by the quota, without look-ups`] as const]
      : []),
  ]
  return [
    '',
    `${title(`${capitalized(kind)}${resumed ? ' resumed' : ''}`)} ${soft(run)}`,
    ...facts.map(([label, text]) => wrap(`  ${label.padEnd(LABEL)}${text}`, width, LABEL + 2)),
    '',
  ]
}

/** How the list was read. Without names, as the log has it. */
function howItWasRead(read: ListRead, { reading }: RunRecord['options'], hasNames: boolean): string[] {
  const { emptyLeaveDates, emptyLeaveDate, undatedDue, leftOut } = read
  const columns = hasNames ? describeColumns(reading.columns) : read.choice
  const remembered = hasNames ? (reading.remembered ?? null) : read.remembered
  const areAllDue = undatedDue === emptyLeaveDates
  const due = emptyLeaveDate === 'hold' ? 'held' : areAllDue ? 'due' : `${undatedDue} due`
  return [
    ...(columns === '' ? [] : [shown(columns, MAX_COLUMNS)]),
    ...(remembered === null ? [] : [shown(rememberedInWords(remembered), MAX_FLAGS)]),
    ...(emptyLeaveDates > 0 ? [`${counted(emptyLeaveDates, 'row')} without a leave date (${due})`] : []),
    ...leftOutInWords(leftOut),
  ]
}

/** Who is to be touched before anybody is looked up, and what becomes of them. */
function users(options: RunRecord['options'], toDo: number): string {
  const what = whatHappens(options)
  if (options.kind === 'run') return `${toDo}, to be ${what}`
  const mark = options.kind === 'plan' ? 'nothing is changed now' : 'the platform is asked nothing now'
  return `${toDo} who would be ${what}; ${mark}`
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
