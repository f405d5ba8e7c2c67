import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { shown, shownJson, shownPath } from '../../offboarding/text/shown.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { checkReport, isAsWritten, type Finding } from '../../report/check-report.ts'
import { PAGE_FILE } from '../../report/build-report.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { ledgerPlace } from '../ledger-place.ts'
import { openLedger } from '../open-ledger.ts'
import { keepChanged } from '../session/keep-changed.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { printResult, refuseTwoForms } from '../terminal/print-result.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { reportFlags } from './report.meta.ts'

/** What `report --check --json` prints. */
export interface CheckedReport {
  schemaVersion: typeof SCHEMA_VERSION
  run: string
  files: readonly Finding[]
  exitCode: ExitCode
  /** Of the run. */
  version: string
}

/** `report [run]`: writes a run's files again from the ledger; with `--check`, compares them with the ledger instead. */
export async function report(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(reportFlags, parsed, deps)
  const { out, redact, language } = flags
  refuseTwoForms(flags)
  if (flags.check) refuseWriting(parsed)
  saySettings(deps)
  const id = parsed['run']
  const place = ledgerPlace(flags, deps)
  const ledger = await openLedger(place, { create: false, onlyToRead: flags.check }, deps)
  try {
    const run = await ledger.run(typeof id === 'string' ? id : undefined)
    if (flags.check) return await printFindings(run, flags, deps)
    await ledger.hold((await run.record()).site)
    await keepChanged(run, out, deps)
    if (language !== undefined) await ledger.useLanguage(run.id, language)
    const { summary } = await writeReport(run, out, redact)
    const next =
      summary.forgotten === undefined ? nextCommand({ site: summary.site, out, ledger: flags }, deps) : null
    const text = summaryText(summary, next)
    await printResult({ run, summary, text, isRedacted: redact }, flags, deps)
    await ledger.markReported(run.id)
    if (flags.open) await openInBrowser(join(out, run.id, PAGE_FILE), deps)
    return EXIT.ok
  } finally {
    await ledger.close()
  }
}

/** Prints what became of the files of a run: as JSON, or in words. */
async function printFindings(
  run: RunReader,
  { out, json }: { out: string; json: boolean },
  { stdout }: Deps,
): Promise<ExitCode> {
  const files = await checkReport(run, out)
  const exitCode = files.every(isAsWritten) ? EXIT.ok : EXIT.attention
  const { forgotten, version } = await run.record()
  if (json) {
    const found: CheckedReport = { schemaVersion: SCHEMA_VERSION, run: run.id, files, exitCode, version }
    stdout.write(shownJson(found))
    return exitCode
  }
  if (forgotten !== null)
    stdout.write(
      `run ${run.id} was forgotten at ${forgotten.at}: its files name nobody, and its ledger does not know them any more\n`,
    )
  stdout.write(files.map(({ path, state }) => `${shownPath(path)}: ${state}\n`).join(''))
  return exitCode
}

/** Refuses flags that only writing follows. Variables are not refused, since they may be set for all commands. Throws UsageError. */
function refuseWriting(parsed: Parsed): void {
  const given = ['language', 'open', 'jsonl'].find((name) => parsed[name] !== undefined)
  if (given !== undefined)
    throw new UsageError(`--check only compares, and writes nothing: leave --${given} out.`)
}

async function openInBrowser(page: string, { open, stderr }: Deps): Promise<void> {
  const why = await open(pathToFileURL(page).href)
  if (why === null) return
  stderr.write(
    `konstantly-offboard: ${shownPath(page)} could not be opened (${shown(why)}): open it yourself\n`,
  )
}
