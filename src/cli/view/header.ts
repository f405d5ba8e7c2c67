import { isColumnName } from '../../leavers/columns/known-headers.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { leftOutInWords, NOTHING_LEFT_OUT } from '../../offboarding/run/left-out.ts'
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

/** The lines at the top: which site, which list, what will happen, and how long that takes by the quota. `hasNames`: whether
 * names may be shown, of the file and of columns that may be anything. */
export function headerLines(
  started: RunEvent & { type: 'run_started' },
  { options, list }: RunRecord,
  hasNames: boolean,
  width: number,
  { bold, soft }: Palette,
): string[] {
  const { run, site, rows, toDo, resumed, expectedMs } = started
  const kind = kindInWords(options)
  const isOfList = options.task === undefined
  const columns = isOfList
    ? describeColumns(options.reading.columns, hasNames ? undefined : isColumnName)
    : ''
  const { emptyLeaveDates } = list
  const held = options.reading.emptyLeaveDate === 'due' ? 'due' : 'held'
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
    ...(columns === '' ? [] : [['', shown(columns, MAX_COLUMNS)] as const]),
    ...(emptyLeaveDates > 0
      ? [['', `${counted(emptyLeaveDates, 'row')} without a leave date (${held})`] as const]
      : []),
    ...(isOfList
      ? leftOutInWords(list.leftOut ?? NOTHING_LEFT_OUT).map((words) => ['', words] as const)
      : []),
    ['Users', users(options, toDo)],
    ...(toDo > 0 && options.kind === 'run'
      ? [['Takes', `${inWords(expectedMs)} by the quota, without look-ups`] as const]
      : []),
  ]
  return [
    '',
    `${bold(`${capitalized(kind)}${resumed ? ' resumed' : ''}`)} ${soft(run)}`,
    ...facts.map(([label, text]) => wrap(`  ${label.padEnd(LABEL)}${text}`, width, LABEL + 2)),
    '',
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
