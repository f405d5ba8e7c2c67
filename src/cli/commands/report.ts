import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { RECORDS_FILE } from '../../offboarding/run/archived-user.ts'
import { shownJson, shownPath } from '../../offboarding/text/shown.ts'
import { keepAside } from '../../report/atomic-file.ts'
import { checkReport, isAsWritten } from '../../report/check-report.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { openLedger } from '../open-ledger.ts'
import { summaryText } from '../terminal/summary-text.ts'
import type { Parsed } from './command.ts'
import { reportFlags } from './report.meta.ts'

/** `report [run]`: writes a run's files again from the ledger; with `--check`, compares them with the ledger instead. */
export async function report(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, json, redact, check } = readFlags(reportFlags, parsed, deps.env)
  const id = parsed['run']
  const ledger = openLedger({ folder: out, create: false, onlyToRead: check }, deps)
  try {
    const run = await ledger.run(typeof id === 'string' ? id : undefined)
    if (check) {
      const findings = await checkReport(run, out)
      const wrong = findings.filter((one) => !isAsWritten(one))
      const { forgotten } = await run.record()
      const first =
        forgotten === null
          ? ''
          : `run ${run.id} was forgotten at ${forgotten.at}: its files name nobody, and its ledger does not know them any more\n`
      const text = findings.map(({ path, state }) => `${shownPath(path)}: ${state}\n`).join('')
      deps.stdout.write(json ? shownJson(findings) : first + text)
      return wrong.length === 0 ? EXIT.ok : EXIT.attention
    }
    await keepChanged(run, out, deps)
    const { summary } = await writeReport(run, out, redact)
    deps.stdout.write(json ? shownJson(summary) : summaryText(summary))
    await ledger.markReported(run.id)
    return EXIT.ok
  } finally {
    ledger.close()
  }
}

/**
 * Renames files that differ from what would be written: they may be evidence of a change, or hold notes. Rejects with
 * ReportWriteError.
 */
async function keepChanged(run: RunReader, out: string, { stderr }: Deps): Promise<void> {
  for (const { path, state } of await checkReport(run, out)) {
    // It names people whom the ledger has forgotten, so it is not kept.
    if (state === 'as before it was forgotten') rmSync(path)
    if (state !== 'changed' && state !== 'missing') continue
    // What was saved of users cannot be made again, so it stays where it is.
    if (basename(path) === RECORDS_FILE) {
      stderr.write(
        `konstantly-offboard: ${shownPath(path)} is ${state === 'missing' ? 'missing' : 'not what was saved'}\n`,
      )
      continue
    }
    if (state === 'missing') continue
    const kept = keepAside(path)
    stderr.write(
      `konstantly-offboard: ${shownPath(path)} was not what this version makes of the ledger; it is kept as ${shownPath(kept)}\n`,
    )
  }
}
