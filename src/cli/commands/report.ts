import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { shown, shownJson, shownPath } from '../../offboarding/text/shown.ts'
import { checkReport, isAsWritten } from '../../report/check-report.ts'
import { PAGE_FILE } from '../../report/build-report.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { openLedger } from '../open-ledger.ts'
import { keepChanged } from '../session/keep-changed.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { wrapLines } from '../view/width.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { reportFlags } from './report.meta.ts'

/** `report [run]`: writes a run's files again from the ledger; with `--check`, compares them with the ledger instead. */
export async function report(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const { out, json, redact, check, language, open } = readFlags(reportFlags, parsed, deps)
  if (check) refuseWriting(parsed)
  saySettings(deps)
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
    if (language !== undefined) await ledger.useLanguage(run.id, language)
    const { summary } = await writeReport(run, out, redact)
    const next = summary.forgotten === undefined ? nextCommand({ site: summary.site, out }, deps) : null
    const text = (): string => wrapLines(summaryText(summary, next), deps.stdout.columns)
    deps.stdout.write(json ? shownJson(summary) : text())
    await ledger.markReported(run.id)
    if (open) await openInBrowser(join(out, run.id, PAGE_FILE), deps)
    return EXIT.ok
  } finally {
    ledger.close()
  }
}

/** Refuses flags that only writing follows. Variables are not refused, since they may be set for all commands. Throws UsageError. */
function refuseWriting(parsed: Parsed): void {
  const given = ['language', 'open'].find((name) => parsed[name] !== undefined)
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
