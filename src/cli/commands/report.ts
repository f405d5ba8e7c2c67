import type { RunEntry } from '../../ledger/run-reader.ts'
import { shownJson, shownPath } from '../../offboarding/text/shown.ts'
import { keepAside } from '../../report/atomic-file.ts'
import { checkReport } from '../../report/check-report.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { reportFlags } from './report.meta.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { summaryText } from '../terminal/summary-text.ts'
import type { Parsed } from './command.ts'

/** `report [run]`: writes a run's files again from the ledger, or checks whether they are still what the run wrote. */
export function report(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, json, check } = readFlags(reportFlags, parsed, deps.env)
  const id = parsed['run']
  const ledger = openLedger({ folder: out, create: false, onlyToRead: check }, deps)
  try {
    const entry = ledger.run(typeof id === 'string' ? id : undefined)
    if (check) {
      const findings = checkReport(entry, out)
      const wrong = findings.filter(({ state }) => state !== 'as written')
      const text = findings.map(({ path, state }) => `${shownPath(path)}: ${state}\n`).join('')
      deps.stdout.write(json ? shownJson(findings) : text)
      return Promise.resolve(wrong.length === 0 ? EXIT.ok : EXIT.attention)
    }
    keepChanged(entry, out, deps)
    const { summary } = writeReport(entry, out)
    deps.stdout.write(json ? shownJson(summary) : summaryText(summary))
    entry.reported()
  } finally {
    ledger.close()
  }
  return Promise.resolve(EXIT.ok)
}

/** A file that is not what would be written may be evidence of a change, or hold notes: it is not written over. Throws ReportWriteError. */
function keepChanged(entry: RunEntry, out: string, { stderr }: Deps): void {
  for (const { path, state } of checkReport(entry, out)) {
    if (state !== 'changed') continue
    const kept = keepAside(path)
    stderr.write(
      `konstantly-offboard: ${shownPath(path)} was not what this version makes of the ledger; it is kept as ${shownPath(kept)}\n`,
    )
  }
}
