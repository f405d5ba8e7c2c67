import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { shown } from '../../offboarding/text/shown.ts'
import { countsAsAttention, type Outcome } from '../../offboarding/outcome.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import { isUnfinished, isUnreported, type RunRecord } from '../../offboarding/run/run.ts'
import type { Waiting } from '../../offboarding/run/waiting.ts'
import { LEDGER_FILE, type Ledger } from '../../ledger/ledger.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { explainFailure, messageOf, shownFailure } from '../failure.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { table } from '../terminal/results/table.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { runsFlags } from './runs.meta.ts'

const HEADER = [
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
]

/**
 * `runs`: prints a line for each run in the ledger, oldest first; with `--user`, a line for each row that means somebody; with `--all`,
 * a line for each run of many ledgers.
 */
export async function runs(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, user, all } = readFlags(runsFlags, parsed, deps.env)
  if (all !== undefined) {
    if (user !== undefined)
      throw new UsageError(
        '--all lists the runs of many ledgers, and --user asks one: leave one of them out.',
      )
    return runsOfAll(all, deps)
  }
  return withLedger(out, deps, async (ledger) => {
    if (user === undefined) deps.stdout.write(table([HEADER, ...(await linesOf(ledger))]))
    else await tellOfUser(ledger, user, deps)
    return EXIT.ok
  })
}

/** Lists the runs of each ledger in a folder. One that cannot be read is told on standard error, and does not stop the others. */
async function runsOfAll(folder: string, deps: Deps): Promise<ExitCode> {
  const lines: string[][] = []
  const failed: ExitCode[] = []
  const ledgers = ledgersIn(folder)
  for (const name of ledgers) {
    try {
      const own = await withLedger(join(folder, name), deps, linesOf)
      lines.push(...own.map((line) => [shown(name), ...line]))
    } catch (error) {
      const { exitCode, text } = explainFailure(error)
      failed.push(exitCode)
      deps.stderr.write(`konstantly-offboard: ${shown(name)}: ${shownFailure(exitCode, text)}\n`)
    }
  }
  if (ledgers.length === 0) throw new UsageError(`no folder in ${folder} holds a ledger (${LEDGER_FILE}).`)
  deps.stdout.write(table([['FOLDER', ...HEADER], ...lines]))
  return failed.includes(EXIT.defect)
    ? EXIT.defect
    : (failed.toSorted((one, other) => other - one)[0] ?? EXIT.ok)
}

/** The names of the folders in this one that hold a ledger. Throws UsageError. */
function ledgersIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, LEDGER_FILE)))
      .sort()
  } catch (error) {
    throw new UsageError(`--all ${folder} cannot be read (${messageOf(error)}).`, { cause: error })
  }
}

async function withLedger<Result>(
  out: string,
  deps: Deps,
  read: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = openLedger({ folder: out, create: false, onlyToRead: true }, deps)
  try {
    return await read(ledger)
  } finally {
    ledger.close()
  }
}

async function linesOf(ledger: Ledger): Promise<string[][]> {
  const lines: string[][] = []
  const waiting = await ledger.waitingByRun()
  for (const record of await ledger.runs()) {
    const run = await ledger.run(record.id)
    lines.push([
      ...line(record, await run.outcomes(), await run.countToDo()),
      ...waits(waiting.get(record.id)),
    ])
  }
  return lines
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
  else stdout.write(table([['RUN', 'ROW', 'OUTCOME', 'REASON', 'DEACTIVATED', 'DELETED'], ...lines]))
  const silent = await forgetting.silentRuns()
  if (silent.length === 0) return
  stderr.write(
    `konstantly-offboard: not asked, since the key of their pseudonyms is gone: ${silent.join(', ')}\n`,
  )
}
