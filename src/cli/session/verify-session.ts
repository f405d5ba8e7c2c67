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
import type { Connection } from '../inputs/connection.ts'
import { openLedger } from '../open-ledger.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { printResult, printRows } from '../terminal/print-result.ts'
import { notOpenedText } from '../terminal/not-opened-text.ts'
import { runOutput, type RunOutput } from '../terminal/run-output.ts'
import { sayAtFirst } from '../terminal/say-at-first.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import { keepChanged } from './keep-changed.ts'
import { connect, transportOptions } from './platform.ts'
import { verificationEndOf } from './run-end.ts'
import { stoppable } from './stoppable.ts'

export interface VerifyRequest {
  flags: FlagValues<
    typeof paceFlags &
      typeof outFlag &
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

/** One process that asks once more for everyone whom a run deleted, and writes the run's report with the answers. */
export async function verifySession(request: VerifyRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection } = request
  const output = runOutput(flags, secretsIn(connection.apiKey, connection.proxy), deps)
  const ledger = openLedger({ folder: flags.out, create: false }, deps)
  try {
    sayAtFirst({ ...request, ledger }, output.say)
    const run = await findRun(request, ledger)
    if (run === null) {
      output.say(
        'nobody_to_verify',
        `no run on ${connection.site} deleted anybody, as far as this ledger knows`,
      )
      return await nobodyToVerify(null, request, deps)
    }
    const { deleted = 0 } = await run.outcomes()
    if (deleted > 0) return await verifyRun(run, request, ledger, output, deps)
    output.say('nobody_to_verify', `run ${run.id} deleted nobody: there is nobody to ask for`)
    return await nobodyToVerify(run, request, deps)
  } finally {
    output.over()
    ledger.close()
  }
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
  request: VerifyRequest,
  ledger: Ledger,
  output: RunOutput,
  deps: Deps,
): Promise<ExitCode> {
  const { flags, connection } = request
  const { emit } = output
  await keepChanged(run, flags.out, deps)
  const { stop, over } = stoppable(flags['max-duration'], deps, output.tell)
  const transport = transportOptions(request, stop, deps, (event) => {
    emit({ run: run.id, ...event })
  })
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
    const next = nextCommand({ site: connection.site, out: flags.out, keyFile: flags['api-key-file'] }, deps)
    const text = summaryText(summary, next)
    // The answers took no time of the run.
    await output.end(text, 0)
    await printResult({ run, summary, text, isRedacted: false }, flags, deps)
    return end.exitCode
  } finally {
    over()
    platform.close()
  }
}
