import { shown } from '../../offboarding/text/shown.ts'
import { countsAsAttention, type Outcome } from '../../offboarding/outcome.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import { isUnfinished, isUnreported, type RunRecord } from '../../offboarding/run/run.ts'
import type { Waiting } from '../../offboarding/run/waiting.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { table } from '../terminal/results/table.ts'
import type { Parsed } from './command.ts'
import { runsFlags } from './runs.meta.ts'

/** `runs`: prints a line for each run in the ledger, oldest first; with `--user`, a line for each row that means somebody. */
export async function runs(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, user } = readFlags(runsFlags, parsed, deps)
  saySettings(deps)
  const ledger = openLedger({ folder: out, create: false, onlyToRead: true }, deps)
  try {
    if (user !== undefined) {
      await tellOfUser(ledger, user, deps)
      return EXIT.ok
    }
    const lines: string[][] = []
    const waiting = await ledger.waitingByRun()
    for (const record of await ledger.runs()) {
      const run = await ledger.run(record.id)
      lines.push([
        ...line(record, await run.outcomes(), await run.countToDo()),
        ...waits(waiting.get(record.id)),
      ])
    }
    deps.stdout.write(
      table(
        [
          [
            'RUN',
            'SITE',
            'LIST',
            'STARTED',
            'STATUS',
            'ROWS',
            'TO GO',
            'ENDED WELL',
            'ATTENTION',
            'WAITING',
            'UNTIL',
          ],
          ...lines,
        ],
        deps.stdout.columns,
      ),
    )
  } finally {
    ledger.close()
  }
  return EXIT.ok
}

function line(
  { id, site, list, options, started, status, reported, forgotten }: RunRecord,
  outcomes: Partial<Record<Outcome, number>>,
  toGo: number,
): string[] {
  const { not_attempted: untouched = 0, ...others } = outcomes
  // Rows that are still to do count as `not_attempted`, and need no attention yet.
  const attention = Object.entries(others)
    .filter(([outcome]) => countsAsAttention(outcome as Outcome, options.kind))
    .reduce((sum, [, n]) => sum + n, options.kind === 'run' ? untouched - toGo : 0)
  // This process holds the lock of the ledger, so a run that is marked as running was killed.
  const state = status === 'running' ? 'broken off' : status
  const words = kindInWords(options)
  const kind = words === 'run' ? '' : ` (${words})`
  const next = isUnreported({ status, reported })
    ? ', run it again for its report'
    : isUnfinished({ status, reported })
      ? ', run it again to go on'
      : forgotten === null
        ? ''
        : forgotten.done === null
          ? ', being forgotten: run forget again'
          : ', forgotten'
  return [
    id,
    shown(site),
    shown(list.name),
    started,
    `${state}${kind}${next}`,
    String(list.rows),
    String(toGo),
    String(list.rows - toGo - attention),
    String(attention),
  ]
}

/** How many users wait since the run, and until when the last of them does. */
const waits = (waiting: Waiting | undefined): string[] =>
  waiting === undefined
    ? ['', '']
    : [String(waiting.users), (waiting.last ?? '').slice(0, 16).replace('T', ' ')]

/** Answers what became of somebody, whether or not the runs about them were forgotten. */
async function tellOfUser(ledger: Ledger, user: string, { stdout, stderr }: Deps): Promise<void> {
  const forgetting = ledger.forgetting()
  const rows = await forgetting.rowsOf(user)
  const lines = rows.map(({ run, row, outcome, reason, deactivatedAt, deletedAt }) => [
    run,
    String(row),
    outcome,
    reason ?? '',
    deactivatedAt ?? '',
    deletedAt ?? '',
  ])
  if (lines.length === 0) stdout.write('No run in this ledger was about this user.\n')
  else
    stdout.write(
      table([['RUN', 'ROW', 'OUTCOME', 'REASON', 'DEACTIVATED', 'DELETED'], ...lines], stdout.columns),
    )
  const silent = await forgetting.silentRuns()
  if (silent.length === 0) return
  stderr.write(
    `konstantly-offboard: not asked, since the key of their pseudonyms is gone: ${silent.join(', ')}\n`,
  )
}
