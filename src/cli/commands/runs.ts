import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LEDGER_FILE, type Ledger } from '../../ledger/ledger.ts'
import type { UserRow } from '../../offboarding/ports/forgetting.ts'
import { shown, shownJson, shownPath } from '../../offboarding/text/shown.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import type { Deps } from '../deps.ts'
import { EXIT, worstOf, type ExitCode } from '../exit-code.ts'
import { explainFailure, messageOf, shownFailure } from '../failure.ts'
import { ledgerPlace, type LedgerPlace } from '../ledger-place.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { saySettings } from '../terminal/settings-text.ts'
import {
  listedRun,
  runsOfAllText,
  runsText,
  userText,
  type ListedRun,
} from '../terminal/results/runs-text.ts'
import { readVersion } from '../version.ts'
import { UsageError } from '../usage-error.ts'
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

/** What `runs --all --json` prints. */
export interface RunsOfAll {
  schemaVersion: typeof SCHEMA_VERSION
  /**
   * By the folder of their ledger, within the one that was named; each oldest first. On a server: the one ledger, by its address without user and
   * password, ordered by site.
   */
  ledgers: readonly { folder: string; runs: readonly ListedRun[] }[]
  /** The folders whose ledgers could not be read, and why. */
  unread: readonly { folder: string; why: string }[]
  version: string
}

/**
 * `runs`: prints a line for each run in the ledger, oldest first; with `--user`, a line for each row that means somebody; with `--all`,
 * a line for each run of many ledgers.
 */
export async function runs(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(runsFlags, parsed, deps)
  const { user, all, json } = flags
  const place = ledgerPlace(flags, deps)
  if (all !== undefined && user !== undefined)
    throw new UsageError('--all lists the runs of many ledgers, and --user asks one: leave one of them out.')
  saySettings(deps)
  if (all !== undefined)
    return place.server === null ? runsOfAll(all, json, deps) : runsOfServer(all, place, json, deps)
  return withLedger(place, deps, async (ledger) => {
    if (user !== undefined) await tellOfUser(ledger, user, json, deps)
    else {
      const listed = await listedRuns(ledger)
      const answer: Runs = { schemaVersion: SCHEMA_VERSION, runs: listed, version: readVersion() }
      deps.stdout.write(json ? shownJson(answer) : runsText(listed, deps.stdout.columns))
    }
    return EXIT.ok
  })
}

/** Lists the runs on all sites: on a server they are in one ledger. */
async function runsOfServer(
  folder: string,
  place: LedgerPlace,
  json: boolean,
  deps: Deps,
): Promise<ExitCode> {
  if (folder !== '') {
    throw new UsageError(
      `--all ${shownPath(folder)} names a folder of ledgers, and --ledger a server, which has all sites in one: leave one of the two out.`,
    )
  }
  const listed = await withLedger(place, deps, listedRuns)
  const bySite = listed.toSorted((a, b) => (a.site < b.site ? -1 : Number(a.site > b.site)))
  const answer = allAnswer([{ folder: place.name, runs: bySite }], [])
  deps.stdout.write(json ? shownJson(answer) : runsText(bySite, deps.stdout.columns))
  return EXIT.ok
}

const allAnswer = (ledgers: RunsOfAll['ledgers'], unread: RunsOfAll['unread']): RunsOfAll => ({
  schemaVersion: SCHEMA_VERSION,
  ledgers,
  unread: unread.map(({ folder, why }) => ({ folder, why })),
  version: readVersion(),
})

/** Lists the runs of each ledger in a folder. One that cannot be read is told on standard error, and does not stop the others. */
async function runsOfAll(root: string, json: boolean, deps: Deps): Promise<ExitCode> {
  if (root === '')
    throw new UsageError(
      '--all needs the folder in which the folders of ledgers are, unless --ledger names a server.',
    )
  const ledgers: { folder: string; runs: readonly ListedRun[] }[] = []
  const unread: { folder: string; why: string; exitCode: ExitCode }[] = []
  const folders = ledgersIn(root)
  for (const folder of folders) {
    try {
      ledgers.push({
        folder,
        runs: await withLedger({ folder: join(root, folder), server: null }, deps, listedRuns),
      })
    } catch (error) {
      const { exitCode, text } = explainFailure(error)
      const why = shownFailure(exitCode, text)
      unread.push({ folder, why, exitCode })
      deps.stderr.write(`konstantly-offboard: ${shown(folder)}: ${why}\n`)
    }
  }
  if (folders.length === 0) throw new UsageError(`no folder in ${root} holds a ledger (${LEDGER_FILE}).`)
  const answer = allAnswer(ledgers, unread)
  deps.stdout.write(json ? shownJson(answer) : runsOfAllText(ledgers, deps.stdout.columns))
  return worstOf(unread.map(({ exitCode }) => exitCode))
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
  place: Pick<LedgerPlace, 'folder' | 'server'>,
  deps: Deps,
  read: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = await openLedger(place, { create: false, onlyToRead: true }, deps)
  try {
    return await read(ledger)
  } finally {
    await ledger.close()
  }
}

async function listedRuns(ledger: Ledger): Promise<ListedRun[]> {
  const listed: ListedRun[] = []
  const waiting = await ledger.waitingByRun()
  for (const record of await ledger.runs()) {
    const run = await ledger.run(record.id)
    const waits = waiting.get(record.id) ?? null
    listed.push(listedRun(record, await run.outcomes(), await run.countToDo(), waits))
  }
  return listed
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
