import { chooseRuns, isForAPerson, type Chosen } from '../../batch/forgetting/choose-runs.ts'
import { forgetRuns, type ForgottenRuns, type RunFolders } from '../../batch/forgetting/forget-runs.ts'
import { Stop } from '../../batch/stop.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { shownJson } from '../../offboarding/text/shown.ts'
import { filesNow } from '../../report/check-report.ts'
import { emptyRunFolder, hasArchive } from '../../report/run-folder.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printError } from '../failure.ts'
import type { FlagValues } from '../flags/flag.ts'
import { looseningSources, setBy } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { ledgerPlace } from '../ledger-place.ts'
import { openLedger } from '../open-ledger.ts'
import { exitCodeOf } from '../session/run-end.ts'
import { askForNumber, hasTerminal } from '../terminal/confirm.ts'
import { forgottenJson } from '../terminal/results/forget-json.ts'
import { forgottenText, keptLine, questionText } from '../terminal/results/forget-text.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { forgetFlags } from './forget.meta.ts'

type ForgetFlags = FlagValues<typeof forgetFlags>

/** `forget`: erases who old runs were about. Without a terminal it needs `--yes`. */
export async function forget(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(forgetFlags, parsed, deps)
  saySettings(deps)
  const loosened = looseningSources(forgetFlags, parsed, deps)
  const place = ledgerPlace(flags, deps)
  const ledger = await openLedger(place, { create: false, onlyToRead: flags['dry-run'] }, deps)
  const stop = new Stop()
  const stopListening = deps.onSignal((signal) => {
    stop.because({ kind: 'signal', signal })
  })
  try {
    const chosen = flags['dry-run']
      ? await choose(ledger, flags, deps)
      : await chooseAndHold(ledger, flags, deps)
    if (chosen.runs.length === 0 || flags['dry-run']) return print({ chosen, done: null, stop }, flags, deps)
    const refusal = await whyNotAgreed(chosen, loosened, flags.yes, stop, deps)
    if (refusal === null) return await forgetChosen(chosen, ledger, flags, stop, deps)
    const exitCode = stop.reason === null ? EXIT.refused : exitCodeOf(stop.reason)
    if (stop.reason === null) deps.stderr.write(`konstantly-offboard: ${refusal}\n`)
    printError(exitCode, refusal, flags, deps)
    return exitCode
  } finally {
    stopListening()
    stop.over()
    await ledger.close()
  }
}

async function forgetChosen(
  chosen: Chosen,
  ledger: Ledger,
  flags: ForgetFlags,
  stop: Stop,
  deps: Deps,
): Promise<ExitCode> {
  const done = await forgetRuns(chosen.runs, {
    forgetting: ledger.forgetting(),
    folders: foldersOf(ledger, flags.out),
    stop: stop.signal,
  })
  return print({ chosen, done, stop }, flags, deps)
}

/** What came of a `forget`. `done`: null where nothing was to be forgotten. */
interface Forgetting {
  chosen: Chosen
  done: ForgottenRuns | null
  stop: Stop
}

/** Prints what was forgotten, or would be, and returns the exit code. */
function print(
  { chosen, done, stop }: Forgetting,
  flags: ForgetFlags,
  { stdout }: Pick<Deps, 'stdout'>,
): ExitCode {
  const needsAPerson = (done?.left ?? []).length > 0 || chosen.kept.some(({ why }) => isForAPerson(why))
  const exitCode = stop.reason !== null ? exitCodeOf(stop.reason) : needsAPerson ? EXIT.attention : EXIT.ok
  stdout.write(
    flags.json
      ? shownJson(forgottenJson(chosen, done, { isDryRun: flags['dry-run'], exitCode }))
      : forgottenText(chosen, done, flags['older-than']),
  )
  return exitCode
}

/** Throws UsageError where a run that was named cannot be forgotten: nothing is forgotten then. */
async function choose(ledger: Ledger, flags: ForgetFlags, { now }: Deps): Promise<Chosen> {
  for (const id of flags.run) await ledger.run(id)
  const chosen = chooseRuns(
    await ledger.forgetting().candidates(),
    {
      before: new Date(Math.max(0, now().getTime() - flags['older-than'])),
      only: flags.run,
      deletesArchive: flags['delete-archive'],
    },
    (run) => hasArchive(flags.out, run),
  )
  const [first] = chosen.kept
  if (flags.run.length > 0 && first !== undefined)
    throw new UsageError(`${keptLine(first)}. Nothing was forgotten.`)
  return chosen
}

/**
 * Chooses runs, and keeps all others away from their sites. Whoever worked on one until then may have changed what keeps a run, so it is asked
 * once more. Rejects with LedgerInUseError.
 */
async function chooseAndHold(ledger: Ledger, flags: ForgetFlags, deps: Deps): Promise<Chosen> {
  const sites = new Set((await choose(ledger, flags, deps)).runs.map(({ site }) => site))
  for (const site of [...sites].sort()) await ledger.hold(site)
  const { runs, kept } = await choose(ledger, flags, deps)
  return { runs: runs.filter(({ site }) => sites.has(site)), kept }
}

/** Why the runs are not forgotten, in words; null if a person agreed. */
async function whyNotAgreed(
  chosen: Chosen,
  loosened: readonly string[],
  isConfirmed: boolean,
  stop: Stop,
  deps: Deps,
): Promise<string | null> {
  const allowed =
    loosened.length > 0
      ? `set by ${setBy(loosened)}, and allowing more than the defaults: ${loosened.join(', ')}`
      : null
  if (isConfirmed) {
    if (allowed !== null) deps.stderr.write(`konstantly-offboard: ${allowed}\n`)
    return null
  }
  if (!hasTerminal(deps)) {
    return 'nobody confirmed: there is no terminal to ask on. See what forget --dry-run says, then give --yes.'
  }
  const number = chosen.runs.length
  const answer = await askForNumber(
    { text: questionText(chosen, allowed), of: 'runs', number },
    deps,
    stop.signal,
    () => {
      stop.because({ kind: 'signal', signal: 'SIGINT' })
    },
  )
  return answer === 'confirmed'
    ? null
    : `the number of runs (${number}) was not typed, so nothing was forgotten.`
}

const foldersOf = (ledger: Ledger, out: string): RunFolders => ({
  filesNow: async (run) => filesNow(await ledger.run(run), out),
  async rewrite(run) {
    const left = emptyRunFolder(out, run)
    await writeReport(await ledger.run(run), out)
    return left
  },
})
