import { verify } from '../../batch/verify.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import { shownJson } from '../../offboarding/text/shown.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import { writeReport } from '../../report/write-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { connectionFlags, jsonFlags, logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import type { ledgerFlags } from '../flags/ledger-flags.ts'
import type { Connection } from '../inputs/connection.ts'
import { readLedgerPlace } from '../ledger-place.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { printResult, printRows } from '../terminal/print-result.ts'
import { notOpenedText } from '../terminal/not-opened-text.ts'
import { runOutput, type RunOutput } from '../terminal/run-output.ts'
import { sayAtFirst } from '../terminal/say-at-first.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import { keepChanged } from './keep-changed.ts'
import { Stopping } from './ledger/stopping.ts'
import { stoppedWaiting, withLedger } from './ledger/with-ledger.ts'
import { connect, transportOptions } from './platform.ts'
import { verificationEndOf } from './run-end.ts'
import { stoppable } from './stoppable.ts'

export interface VerifyRequest {
  flags: FlagValues<
    typeof paceFlags &
      typeof outFlag &
      typeof ledgerFlags &
      typeof jsonFlags &
      typeof logFlags &
      Pick<typeof connectionFlags, 'api-key-file'>
  >
  connection: Connection
  /** Warnings about the environment. */
  warnings: readonly string[]
  /** The run; undefined for the latest one that deleted somebody. */
  run: string | undefined
}

/** What a verification needs from its start to its end. */
interface VerifyContext {
  request: VerifyRequest
  ledger: Ledger
  output: RunOutput
  stopping: Stopping
  /** Called before the result is printed. */
  onPrint: () => void
  deps: Deps
}

/** One process that asks once more for everyone whom a run deleted, and writes the run's report with the answers. */
export async function verifySession(request: VerifyRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection } = request
  const { site } = connection
  const place = readLedgerPlace(flags)
  const secrets = [...secretsIn(connection.apiKey, connection.proxy), ...place.secrets]
  const output = runOutput(flags, secrets, deps, place.name)
  const stopping = new Stopping(flags['max-duration'], deps)
  let [isBegun, isPrinted] = [false, false]
  const onPrint = (): void => {
    isPrinted = true
  }
  try {
    return await withLedger(
      {
        ...{ place, create: false, site, patienceMs: flags.patience, stopping, output },
        work(ledger) {
          if (!isBegun) sayAtFirst({ ...request, place, ledger }, output.say)
          isBegun = true
          return work({ request, ledger, output, stopping, onPrint, deps })
        },
        canGoOn: () => !isPrinted,
        stopped: (exitCode) => stoppedWaiting(exitCode, flags, output, deps),
      },
      deps,
    )
  } finally {
    stopping.over()
    output.over()
  }
}

async function work(context: VerifyContext): Promise<ExitCode> {
  const { request, ledger, output, onPrint, deps } = context
  const { site } = request.connection
  const run = await findRun(request, ledger)
  const deleted = (await run?.outcomes())?.deleted ?? 0
  if (run !== null && deleted > 0) return verifyRun(run, context)
  const text =
    run === null
      ? `no run on ${site} deleted anybody, as far as this ledger knows`
      : `run ${run.id} deleted nobody: there is nobody to ask for`
  output.say('nobody_to_verify', text)
  onPrint()
  return nobodyToVerify(run, request, deps)
}

/** What `verify --json` prints where nobody was deleted. */
export interface NobodyToVerify {
  schemaVersion: typeof SCHEMA_VERSION
  /** Null where no run of the site deleted anybody. */
  run: string | null
  site: string
  verified: null
  exitCode: ExitCode
  version: string
}

async function nobodyToVerify(
  run: RunReader | null,
  { flags, connection: { site } }: VerifyRequest,
  deps: Deps,
): Promise<ExitCode> {
  const exitCode = EXIT.ok
  const told: NobodyToVerify = {
    schemaVersion: SCHEMA_VERSION,
    run: run?.id ?? null,
    site,
    verified: null,
    exitCode,
    version: readVersion(),
  }
  if (flags.json) deps.stdout.write(shownJson(told))
  if (flags.jsonl && run !== null) await printRows(run, false, deps)
  return exitCode
}

/** Rejects with UsageError if the run is one on another site, and with the ledger's errors. */
async function findRun(
  { run: id, connection: { site }, flags }: VerifyRequest,
  ledger: Ledger,
): Promise<RunReader | null> {
  if (id !== undefined) {
    const run = await ledger.run(id)
    const { site: itsSite, forgotten } = await run.record()
    if (forgotten !== null)
      throw new UsageError(`run ${id} was forgotten, so nobody knows any more whom to ask for.`)
    if (itsSite === site) return run
    throw new UsageError(notOpenedText({ kind: 'on_another_site', run: id, itsSite, site }, flags.out))
  }
  const runs = (await ledger.runs()).filter((run) => run.site === site && run.forgotten === null).reverse()
  for (const { id } of runs) {
    const run = await ledger.run(id)
    if (((await run.outcomes()).deleted ?? 0) > 0) return run
  }
  return null
}

async function verifyRun(
  run: RunReader,
  { request, ledger, output, stopping, onPrint, deps }: VerifyContext,
): Promise<ExitCode> {
  const { flags, connection } = request
  const { emit } = output
  await keepChanged(run, flags.out, deps)
  const { stop, over } = stoppable(stopping.leftMs, { ...deps, onSignal: stopping.onSignal }, output.tell)
  const transport = transportOptions(
    request,
    stop,
    deps,
    (event) => {
      emit({ run: run.id, ...event })
    },
    () => ledger.isHeld(),
  )
  const platform = await connect(transport, { kind: 'plan' })
  try {
    const session = await ledger.verify(run.id, readVersion())
    const { concurrency } = flags
    const clock = { now: deps.now, monotonic: deps.monotonic, dayIn }
    await verify({ session, record: await run.record(), platform, concurrency, stop, clock, emit })
    const end = verificationEndOf(stop.reason, await run.verified())
    await session.closeVerification(end, platform.pace)
    const { summary } = await writeReport(run, flags.out)
    await deps.watcher?.runEnded(summary, ledger)
    const next = nextCommand(
      { site: connection.site, out: flags.out, keyFile: flags['api-key-file'], ledger: flags },
      deps,
    )
    const text = summaryText(summary, next)
    // The answers took no time of the run.
    await output.end(text, 0)
    onPrint()
    await printResult({ run, summary, text, isRedacted: false }, flags, deps)
    return end.exitCode
  } finally {
    over()
    platform.close()
  }
}
