import { basename, join } from 'node:path'
import type { CompareTask, Compared } from '../../../batch/comparing/compare-site.ts'
import { matchedLines } from '../../../batch/comparing/match-roster.ts'
import { isKnownAs } from '../../../leavers/columns/known-headers.ts'
import type { SiteDirectory } from '../../../offboarding/roster/site-directory.ts'
import { shown, shownJson } from '../../../offboarding/text/shown.ts'
import type { Records } from '../../../report/csv-lines.ts'
import {
  leaverRecords,
  lineRecords,
  otherRecords,
  type Missing,
} from '../../../report/comparison/comparison-files.ts'
import type { ComparisonSummary } from '../../../report/comparison/comparison-summary.ts'
import { writeComparison } from '../../../report/comparison/write-comparison.ts'
import { SCHEMA_VERSION } from '../../../report/summary.ts'
import type { Deps } from '../../deps.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { comparedText, comparisonNotices } from '../../terminal/results/comparison-text.ts'
import { nextCommand } from '../../terminal/next-command.ts'
import type { RunOutput } from '../../terminal/run-output.ts'
import { wrapLines } from '../../view/width.ts'
import { readVersion } from '../../version.ts'
import type { CompareRequest } from './compare-request.ts'

interface Reporting {
  request: CompareRequest
  /** ISO 8601, UTC. */
  started: string
  output: RunOutput
  deps: Deps
}

/** Writes the files of a comparison, for which the roster is read once more, and prints the summary. */
export async function reportComparison(
  compared: Compared,
  task: CompareTask,
  reporting: Reporting,
): Promise<ExitCode> {
  const { request, output, deps } = reporting
  const { comparison, directory, roster, refused, needsAttention } = compared
  for (const notice of comparisonNotices(compared)) output.say('comparison_noted', notice)
  if (refused !== null) {
    const isOfNumbers = task.attribute === undefined && comparison.anybody.count === 0
    output.explain('refused', `${refused}.${isOfNumbers ? aboutNumbers(roster) : ''}`)
  }
  const missing = (): Iterable<Missing> => comparison.missing(task.policy)
  const exitCode = refused !== null ? EXIT.refused : needsAttention ? EXIT.attention : EXIT.ok
  const summary = await writeComparison(
    join(request.flags.out, task.id),
    roster,
    {
      leavers: refused === null ? () => leaverRecords(missing(), task.attribute !== undefined) : null,
      others: () => otherRecords(missing()),
      lines: () => linesOf(task, directory),
    },
    (files) => ({ ...summaryOf(compared, task, reporting), exitCode, files }),
  )
  const { connection, flags } = request
  const keyFile = flags['api-key-file']
  const text = comparedText(summary, nextCommand({ site: connection.site, out: flags.out, keyFile }, deps))
  deps.watcher?.comparisonEnded(summary)
  await output.end(text, 0)
  deps.stdout.write(flags.json ? shownJson(summary) : wrapLines(text, deps.stdout.columns))
  return exitCode
}

/** Proposes to find users by an attribute, where the roster has a column of employee numbers. */
function aboutNumbers({ columns }: Compared['roster']): string {
  const column = columns.find(({ name, kind }) => kind === 'other' && isKnownAs(name, 'employeeNumber'))
  if (column === undefined) return ''
  return ` Its column ${shown(JSON.stringify(column.name))} holds employee numbers: if the site keeps them in an attribute of its users, have these found by it, as in --attribute employee_id.`
}

/** Reads the roster for its file. What is nearly done is not broken off, so no signal stops that. */
async function* linesOf({ openRoster }: CompareTask, directory: SiteDirectory): Records {
  const roster = await openRoster(new AbortController().signal)
  try {
    yield* lineRecords(roster.columns, matchedLines(roster, directory), directory.users)
  } finally {
    roster.close()
  }
}

function summaryOf(
  { comparison, roster, site, refused, leavers, others, doubtful }: Compared,
  { id, policy, attribute, minCoverage }: CompareTask,
  { request, started, deps }: Reporting,
): Omit<ComparisonSummary, 'exitCode' | 'files'> {
  const { active, covered } = comparison.coverage()
  const { sha256, lines, encoding, delimiter, columns, leftOut } = roster
  return {
    schemaVersion: SCHEMA_VERSION,
    compare: id,
    site: request.connection.site,
    roster: {
      name: basename(request.roster),
      sha256,
      lines,
      encoding,
      delimiter,
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      leftOut,
    },
    options: {
      attribute: attribute ?? null,
      roles: policy.roles,
      protect: { entries: request.protect.length },
      minCoverage,
    },
    started,
    ended: deps.now().toISOString(),
    status: refused === null ? 'finished' : 'refused',
    reason: refused,
    users: { told: site.told, seen: site.users.length, active, isChanged: site.isChanged },
    coverage: { users: covered, percent: Math.floor((covered * 100) / Math.max(1, active)) },
    lines: comparison.lines,
    leavers,
    others,
    doubtful,
    requests: site.requests,
    version: readVersion(),
  }
}
