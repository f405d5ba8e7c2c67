import type { CompareEnding, Compared } from '../../../batch/comparing/compare-site.ts'
import { leftOutInWords } from '../../../offboarding/run/left-out.ts'
import { shellWord } from '../../../offboarding/text/shell-word.ts'
import { shown, shownPath } from '../../../offboarding/text/shown.ts'
import type { ComparisonSummary } from '../../../report/comparison/comparison-summary.ts'
import type { NextCommand } from '../next-command.ts'

/** Why nothing was compared, in words. `roster`: its path. */
export function notComparedText(
  ending: Exclude<CompareEnding, Compared | { kind: 'stopped' }>,
  roster: string,
): string {
  switch (ending.kind) {
    case 'unusable_roster': {
      const { lines, firstUnreadable } = ending.checked
      // A reason may quote the line, and belongs into no log.
      const which =
        lines === 1
          ? `its only line, ${firstUnreadable}, cannot be used`
          : `not one of its ${lines} lines can be used, beginning with line ${firstUnreadable}`
      return `${roster}: ${which}. Is this the right file? If a column does not hold what its header says, name the right one, or none, as in --id-column none. The platform was not asked.`
    }
    case 'changed_roster':
      return `${roster} was changed while it was read. Run the same command again once nobody writes to it.`
    case 'not_listed': {
      const { answer } = ending
      if (answer.kind === 'not_found') {
        return `the platform answers ${answer.status} to a request for the list of its users, so this may not be the address of the API. Check --site or --base-url.`
      }
      const why = 'reason' in answer ? answer.reason : 'message' in answer ? answer.message : answer.kind
      return `the platform does not show the list of its users (${why}), so nothing could be compared. Run the same command later.`
    }
  }
}

/** What an operator has to know besides the summary. */
export function comparisonNotices({ site, comparison }: Compared): string[] {
  const { told, unseen, isChanged } = site
  const { unreadable, ambiguous } = comparison.lines
  return [
    ...(unseen > 0
      ? [
          `of the ${told} users that the platform counts, ${unseen} could not be seen, so nothing is said of them. Run the same command again to be sure`,
        ]
      : []),
    ...(isChanged
      ? [
          'users came or went on the platform while they were paged through, so somebody may have been overlooked. Run the same command again to be sure',
        ]
      : []),
    ...(unreadable > 0
      ? [
          `${counted(unreadable, 'line')} of the roster cannot be used: whoever may be meant is not proposed, as far as that can be told. Read roster-check.csv before leavers.csv`,
        ]
      : []),
    ...(ambiguous > 0
      ? [`${counted(ambiguous, 'line')} of the roster, each for several users: roster-check.csv says which`]
      : []),
  ]
}

const LINES = {
  fits_nobody: 'fit no user',
  ambiguous: 'fit several users',
  unreadable: 'cannot be used',
  says_left: 'say that somebody has left',
  repeated: 'repeat a user',
} as const

const LOOK: ReadonlySet<string> = new Set(['ambiguous', 'unreadable'])
/** The summary of a comparison for people. `next`: makes the line that carries out a command. */
export function comparedText(summary: ComparisonSummary, next: NextCommand): string {
  const { compare, site, roster, users, coverage, leavers, lines, status, requests, files } = summary
  const row = (label: string, n: number, looks: boolean): string =>
    `  ${label.padEnd(38)}${String(n).padStart(6)}${looks ? '  look at these' : ''}`
  const list = files.find(({ path }) => path.endsWith('leavers.csv'))
  return [
    `Comparison ${compare} on ${shown(site)}: ${status}`,
    `  ${shown(roster.name)}, ${counted(roster.lines, 'line')}, ${counted(requests.total, 'request')}`,
    ...leftOutInWords(roster.leftOut).map((words) => `  ${words}`),
    `  ${columnsInWords(roster.columns)}`,
    `  it names ${coverage.users} of ${counted(users.active, 'active user')}, ${coverage.percent}%`,
    '',
    ...(list === undefined ? ['  Nobody is proposed.'] : [row('proposed as leavers', leavers, false)]),
    ...Object.entries(summary.others).map(([code, n]) => row(`not proposed, ${code}`, n, false)),
    ...Object.entries(summary.doubtful).map(([code, n]) => row(`not proposed, ${code}`, n, true)),
    ...Object.entries(LINES).flatMap(([kind, words]) => {
      const n = lines[kind as keyof typeof LINES]
      return n === 0 ? [] : [row(`lines that ${words}`, n, LOOK.has(kind))]
    }),
    ...(list === undefined || leavers === 0
      ? []
      : [
          '',
          '  Nothing was changed. Look through leavers.csv, then:',
          `    ${next(`plan ${shellWord(list.path)}`)}`,
        ]),
    '',
    ...files.map(({ path }) => `  ${shownPath(path)}`),
    '',
  ].join('\n')
}

const KINDS: readonly (readonly [kind: string, words: string])[] = [
  ['id', 'user ID from'],
  ['email', 'e-mail from'],
  ['attribute', 'employee number from'],
  ['name', 'name from'],
  ['other_person', 'other people in'],
  ['ignored', 'left out'],
]

/** Which column was taken for what: `e-mail from "Work Email" and "Private Email", other people in "Manager"`. */
function columnsInWords(columns: ComparisonSummary['roster']['columns']): string {
  return KINDS.flatMap(([kind, words]) => {
    const names = columns
      .filter((column) => column.kind === kind)
      .map(({ name }) => shown(JSON.stringify(name)))
    return names.length === 0 ? [] : [`${words} ${names.join(' and ')}`]
  }).join(', ')
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
