import { Ledger } from '../../ledger/ledger.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { jsonFlag, outFlag } from '../flags.ts'
import { readFlags } from '../read-flags.ts'
import { summaryText } from '../summary-text.ts'

/** `report [run]`: writes a run's files again from the ledger. */
export function report(parsed: Readonly<Record<string, unknown>>, deps: Deps): Promise<ExitCode> {
  const { out, json } = readFlags({ ...outFlag, ...jsonFlag }, parsed, deps.env)
  const id = parsed['run']
  const ledger = Ledger.open({ folder: out, create: false, now: deps.now })
  try {
    const summary = writeReport(ledger.run(typeof id === 'string' ? id : undefined), out)
    deps.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary))
  } finally {
    ledger.close()
  }
  return Promise.resolve(EXIT.ok)
}
