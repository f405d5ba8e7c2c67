import type { Ledger } from '../../ledger/ledger.ts'
import type { UserRow } from '../../offboarding/ports/forgetting.ts'
import { shownJson } from '../../offboarding/text/shown.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { listedRun, runsText, userText, type ListedRun } from '../terminal/results/runs-text.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { runsFlags } from './runs.meta.ts'

/** What `runs --json` prints. */
export interface Runs {
  schemaVersion: typeof SCHEMA_VERSION
  /** Oldest first. */
  runs: readonly ListedRun[]
  version: string
}

/** What `runs --user --json` prints. */
export interface RowsOfUser {
  schemaVersion: typeof SCHEMA_VERSION
  /** The rows that mean the user, in the order of the runs. */
  rows: readonly UserRow[]
  /** Runs that could not be asked, since the key of their pseudonyms is gone. */
  silent: readonly string[]
  version: string
}

/** `runs`: prints a line for each run in the ledger, oldest first; with `--user`, a line for each row that means somebody. */
export async function runs(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, user, json } = readFlags(runsFlags, parsed, deps)
  saySettings(deps)
  const ledger = openLedger({ folder: out, create: false, onlyToRead: true }, deps)
  try {
    if (user !== undefined) {
      await tellOfUser(ledger, user, json, deps)
      return EXIT.ok
    }
    const listed: ListedRun[] = []
    const waiting = await ledger.waitingByRun()
    for (const record of await ledger.runs()) {
      const run = await ledger.run(record.id)
      const waits = waiting.get(record.id) ?? null
      listed.push(listedRun(record, await run.outcomes(), await run.countToDo(), waits))
    }
    const all: Runs = { schemaVersion: SCHEMA_VERSION, runs: listed, version: readVersion() }
    deps.stdout.write(json ? shownJson(all) : runsText(listed, deps.stdout.columns))
  } finally {
    ledger.close()
  }
  return EXIT.ok
}

/** Answers what became of somebody, whether or not the runs about them were forgotten. */
async function tellOfUser(
  ledger: Ledger,
  user: string,
  json: boolean,
  { stdout, stderr }: Deps,
): Promise<void> {
  const forgetting = ledger.forgetting()
  const rows = await forgetting.rowsOf(user)
  const silent = await forgetting.silentRuns()
  const all: RowsOfUser = { schemaVersion: SCHEMA_VERSION, rows, silent, version: readVersion() }
  stdout.write(json ? shownJson(all) : userText(rows, stdout.columns))
  if (silent.length === 0) return
  stderr.write(
    `konstantly-offboard: not asked, since the key of their pseudonyms is gone: ${silent.join(', ')}\n`,
  )
}
