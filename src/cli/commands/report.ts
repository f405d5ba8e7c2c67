import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { shownJson, shownPath } from '../../offboarding/text/shown.ts'
import { keepAside } from '../../report/atomic-file.ts'
import { checkReport } from '../../report/check-report.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { openLedger } from '../open-ledger.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { wrapLines } from '../view/width.ts'
import type { Parsed } from './command.ts'
import { reportFlags } from './report.meta.ts'

/** `report [run]`: writes a run's files again from the ledger; with `--check`, compares them with the ledger instead. */
export async function report(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, json, check } = readFlags(reportFlags, parsed, deps.env)
  const id = parsed['run']
  const ledger = openLedger({ folder: out, create: false, onlyToRead: check }, deps)
  try {
    const run = await ledger.run(typeof id === 'string' ? id : undefined)
    if (check) {
      const findings = await checkReport(run, out)
      const wrong = findings.filter(({ state }) => state !== 'as written')
      const text = findings.map(({ path, state }) => `${shownPath(path)}: ${state}\n`).join('')
      deps.stdout.write(json ? shownJson(findings) : text)
      return wrong.length === 0 ? EXIT.ok : EXIT.attention
    }
    await keepChanged(run, out, deps)
    const { summary } = await writeReport(run, out)
    const next = nextCommand({ site: summary.site, out }, deps)
    const text = (): string => wrapLines(summaryText(summary, next), deps.stdout.columns)
    deps.stdout.write(json ? shownJson(summary) : text())
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
    if (state !== 'changed') continue
    const kept = keepAside(path)
    stderr.write(
      `konstantly-offboard: ${shownPath(path)} was not what this version makes of the ledger; it is kept as ${shownPath(kept)}\n`,
    )
  }
}
