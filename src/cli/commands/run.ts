import { offboardRows } from '../../batch/offboard-rows.ts'
import { Stop, type StopReason } from '../../batch/stop.ts'
import { KonstantlyClient } from '../../konstantly/client.ts'
import { Ledger } from '../../ledger/ledger.ts'
import type { RunEntry } from '../../ledger/run-entry.ts'
import { createLogger } from '../../logging/logger.ts'
import { logEvents } from '../../logging/log-events.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { DOCUMENTED_QUOTA, expectedDuration, inWords } from '../../offboarding/expected-duration.ts'
import { guardMaxUsers } from '../../offboarding/guards.ts'
import { needsAttention, type Outcome } from '../../offboarding/outcome.ts'
import type { RunRecord, RunStatus } from '../../offboarding/run.ts'
import { writeReport } from '../../report/write-report.ts'
import { confirm } from '../confirm.ts'
import { readConnection, type Connection } from '../connection.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flag.ts'
import { runFlags } from '../flags.ts'
import { listRead } from '../list-read.ts'
import { readFlags } from '../read-flags.ts'
import { readIntoLedger } from '../read-into-ledger.ts'
import { readingRequest } from '../reading-request.ts'
import { asBegun, resumeRun } from '../resume-run.ts'
import { summaryText } from '../summary-text.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'

/** How a run ended, for the ledger and for whoever started it. */
interface Ending {
  status: RunStatus
  exitCode: ExitCode
}

/** `run <list>`: deactivates, then deletes, everyone on the list. */
export async function run(parsed: Readonly<Record<string, unknown>>, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(runFlags, parsed, deps.env)
  if (flags['no-delete'] && flags['no-deactivate']) {
    throw new UsageError('--no-delete and --no-deactivate together leave nothing to do; give one of them.')
  }
  if (flags.before !== undefined && !flags['dry-run']) {
    throw new UsageError(
      '--before looks ahead, and only a --dry-run may do that: leave it out, or add --dry-run.',
    )
  }
  if ((parsed['list'] === undefined) === (flags.resume === undefined)) {
    throw new UsageError(
      'run takes either a leaver list or --resume with an unfinished run. See konstantly-offboard --help.',
    )
  }
  const connection = readConnection(flags, deps.env)
  const log = createLogger({
    level: flags['log-level'],
    format: flags['log-format'] ?? (deps.stderr.isTTY === true ? 'pretty' : 'json'),
    color: deps.stderr.isTTY === true && !deps.env['NO_COLOR'],
    secret: connection.apiKey,
    stream: deps.stderr,
  })

  const ledger = Ledger.open({ folder: flags.out, create: true, now: deps.now })
  const stop = new Stop()
  const stopListening = deps.onSignal((signal) => {
    stop.because({ kind: 'signal', signal })
  })
  const { 'max-duration': maxDuration } = flags
  if (maxDuration !== null) {
    void deps.pause(maxDuration, stop.signal).then(() => {
      stop.because({ kind: 'max_duration' })
    })
  }
  const emit = logEvents(log)
  const say = (text: string): void => {
    log.warn(text)
  }
  async function begin(): Promise<{ entry: RunEntry; resumed: boolean }> {
    const { site } = connection
    const version = readVersion()
    if (flags.resume !== undefined) {
      return { entry: resumeRun(ledger, { id: flags.resume, site, version, flags }), resumed: true }
    }
    const options = {
      deactivate: !flags['no-deactivate'],
      delete: !flags['no-delete'],
      roles: flags.roles,
      dryRun: flags['dry-run'],
    }
    const reading = readingRequest(flags)
    return readIntoLedger(ledger, { path: String(parsed['list']), reading, site, options, version }, deps)
  }
  try {
    const { entry, resumed } = await begin()
    const command = {
      entry,
      resumed,
      flags: asBegun(flags, entry.record.options),
      connection,
      stop,
      deps,
      emit,
      say,
    }
    if (!resumed) mentionUnfinished(ledger, entry.record, say)
    const { status, exitCode } = await carryOut(command)
    const summary = writeReport(entry, flags.out)
    const { requests, retries, waits, quota } = summary
    const outcomes = occurring(summary.outcomes)
    emit({ type: 'run_ended', run: summary.run, status, outcomes, exitCode, requests, retries, waits, quota })
    deps.stdout.write(flags.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary))
    entry.reported()
    return exitCode
  } finally {
    stopListening()
    // Ends what is still waiting to stop the run.
    stop.over()
    ledger.close()
  }
}

/** Somebody may have forgotten an earlier list: said once, and nothing more comes of it. */
function mentionUnfinished(ledger: Ledger, { id, site }: RunRecord, say: (text: string) => void): void {
  const others = ledger.unfinished(site).filter((run) => run.id !== id)
  if (others.length === 0) return
  const names = others.map((run) => run.id).join(', ')
  say(
    `unfinished on ${site}: ${names}. To finish a run without its list: run --resume ${others.at(-1)?.id ?? ''}`,
  )
}

interface Command {
  entry: RunEntry
  resumed: boolean
  flags: FlagValues<typeof runFlags>
  connection: Connection
  stop: Stop
  deps: Deps
  emit: (event: RunEvent) => void
  say: (text: string) => void
}

/** Everything between the list in the ledger and the report: guards, confirmation, the work itself. */
async function carryOut(command: Command): Promise<Ending> {
  const { entry, resumed, flags, emit } = command
  const { id, site, list, options } = entry.record
  const toDo = entry.countToDo()
  emit(listRead(entry.record))
  const expectedMs = expectedDuration(toDo, options, Math.min(flags.rate ?? Infinity, DOCUMENTED_QUOTA))
  emit({ type: 'run_started', run: id, site, rows: list.rows, toDo, resumed, expectedMs })
  if (!resumed) emitEndedRows(entry, id, emit)

  const refusal = guardMaxUsers(toDo, flags['max-users'])
  if (flags['dry-run']) {
    if (refusal !== null) command.say(`the run itself would be refused: ${refusal.message}`)
    entry.endToDo('not_attempted', `dry run: would be ${whatHappens(flags)}`)
    return close(command, { status: 'finished', exitCode: exitCodeFor(entry) })
  }
  if (refusal !== null) return refuse(command, refusal.message)
  if (toDo > 0 && !flags.yes) {
    const interrupt = (): void => {
      command.stop.because({ kind: 'signal', signal: 'SIGINT' })
    }
    const question = { site, users: toDo, what: whatHappens(flags), duration: inWords(expectedMs) }
    const answer = await confirm(question, command.deps, command.stop.signal, interrupt)
    if (answer === 'no terminal') {
      return refuse(
        command,
        'nobody confirmed: there is no terminal to ask on. Look at a --dry-run, then give --yes.',
      )
    }
    if (answer === 'declined')
      return refuse(command, 'the number of users was not typed, so nobody was touched.')
  }
  return work(command)
}

async function work({ entry, flags, connection, stop, deps, emit }: Command): Promise<Ending> {
  const { deactivate, delete: remove, roles } = entry.record.options
  const client = new KonstantlyClient({
    baseUrl: connection.baseUrl,
    apiKey: connection.apiKey,
    timeoutMs: flags.timeout,
    retries: flags.retries,
    concurrency: flags.concurrency,
    ratePerMinute: flags.rate,
    reserve: flags.reserve,
    patienceMs: flags.patience,
    version: readVersion(),
    stopSignal: stop.signal,
    onUnavailable: () => {
      stop.because({ kind: 'unavailable' })
    },
    emit: (event) => {
      emit({ run: entry.record.id, ...event })
    },
    random: deps.random,
    pause: deps.pause,
    now: deps.monotonic,
    wallClock: () => deps.now().getTime(),
  })
  try {
    await offboardRows(entry.toDo(), { deactivate, delete: remove, roles }, flags.concurrency, {
      run: entry.record.id,
      platform: client,
      journal: entry.journal(),
      stop,
      emit,
      now: deps.monotonic,
    })
  } finally {
    client.close()
  }
  const unfinished = stop.reason !== null && entry.countToDo() > 0
  const ending: Ending = unfinished
    ? { status: 'stopped', exitCode: exitCodeOf(stop.reason) }
    : { status: 'finished', exitCode: exitCodeFor(entry) }
  entry.close(ending.status, ending.exitCode, client.pace)
  return ending
}

/** Nobody is touched. A resumed run stays unfinished, since some of its users may already be deactivated. */
function refuse(command: Command, message: string): Ending {
  command.say(message)
  if (command.resumed) return close(command, { status: 'stopped', exitCode: EXIT.refused })
  command.entry.endToDo('not_attempted', `refused: ${message}`)
  return close(command, { status: 'refused', exitCode: EXIT.refused })
}

function close({ entry }: Command, ending: Ending): Ending {
  entry.close(ending.status, ending.exitCode)
  return ending
}

/** The rows that reading the list already settled. */
function emitEndedRows(entry: RunEntry, run: string, emit: (event: RunEvent) => void): void {
  for (const { row, userId, outcome } of entry.ended()) {
    emit({ type: 'row_ended', run, row, userId, outcome, status: null, attempts: 0, ms: 0 })
  }
}

function whatHappens(flags: FlagValues<typeof runFlags>): string {
  if (flags['no-delete']) return 'deactivated'
  return flags['no-deactivate']
    ? 'deleted for good, if deactivated already'
    : 'deactivated, then deleted for good'
}

function exitCodeOf(reason: StopReason): ExitCode {
  switch (reason.kind) {
    case 'key_rejected':
      return EXIT.keyRejected
    case 'signal':
      return EXIT[reason.signal]
    case 'unavailable':
      return EXIT.unavailable
    case 'max_duration':
      return EXIT.maxDuration
  }
}

function exitCodeFor(entry: RunEntry): ExitCode {
  const { dryRun } = entry.record.options
  const attention = Object.keys(entry.outcomes()).filter(
    (outcome) => needsAttention(outcome as Outcome) && !(dryRun && outcome === 'not_attempted'),
  )
  return attention.length > 0 ? EXIT.attention : EXIT.ok
}

const occurring = (outcomes: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(outcomes).filter(([, n]) => n > 0))
