import { carryOut } from '../../batch/carry-out.ts'
import { stopped, type Ending } from '../../batch/ending.ts'
import { AttributeValues } from '../../batch/attribute-values.ts'
import type { NotOpened, Opened } from '../../batch/opening/opened.ts'
import { tellOfFirstRun, tellOfUnfinished } from '../../batch/opening/other-runs.ts'
import type { Operator } from '../../batch/operator.ts'
import type { Stop, StopReason } from '../../batch/stop.ts'
import type { Task } from '../../batch/task.ts'
import { verify } from '../../batch/verify.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import { ListError } from '../../leavers/list-error.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import { writeReport } from '../../report/write-report.ts'
import { NO_CONFIGURATION } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printError } from '../failure.ts'
import type { Connection } from '../inputs/connection.ts'
import { openLedger } from '../open-ledger.ts'
import { askingOperator } from '../terminal/asking-operator.ts'
import { listRead } from '../terminal/list-read.ts'
import { isUsageError, notOpenedText } from '../terminal/not-opened-text.ts'
import { runOutput, type RunOutput } from '../terminal/run-output.ts'
import { sayAtFirst } from '../terminal/say-at-first.ts'
import { noticeText } from '../terminal/notice-text.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { printResult } from '../terminal/print-result.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { UsageError } from '../usage-error.ts'
import { withArchive } from './archive.ts'
import { connect, noPlatform, transportOptions } from './platform.ts'
import { proposeAttribute, proposesAttribute } from './propose-attribute.ts'
import { reportUndone } from './report-undone.ts'
import { runEndOf, verificationEndOf, withVerification } from './run-end.ts'
import type { SessionFlags } from './session-options.ts'
import { stoppable } from './stoppable.ts'

export interface SessionRequest {
  flags: SessionFlags
  connection: Connection
  /** Whether the operator agreed beforehand, with `--yes`. */
  confirmed: boolean
  /** Whether to ask once more for everyone who was deleted, once the work is done. */
  verifies?: boolean
  /** The variables and settings that allow this run more than its command line says. */
  loosened: readonly string[]
  /** Warnings about the environment. */
  warnings: readonly string[]
  /** Finds or makes the run. Rejects once `signal` is aborted. */
  open: (store: RunStore, signal: AbortSignal) => Promise<Opened | NotOpened>
  /** A ledger that is open already, and stays so. Otherwise the session has its own. */
  ledger?: Ledger
  /** Hands the files of the run over to somebody. Only then its result counts as reported: if this rejects, the next session does it again. */
  deliver?: (run: RunReader) => Promise<void>
}

/** What a session needs from its start to its end. */
interface SessionContext {
  request: SessionRequest
  ledger: Ledger
  stop: Stop
  output: RunOutput
  operator: Operator
  deps: Deps
}

/** One process's work on a run, from opening the ledger to printing the summary. */
export async function runSession(request: SessionRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection, loosened } = request
  const secrets = secretsIn(connection.apiKey, connection.proxy)
  // Whoever has the ledger open has said which settings hold for all of their sessions.
  const configuration = request.ledger === undefined ? deps.configuration : NO_CONFIGURATION
  const output = runOutput(flags, secrets, { ...deps, configuration })
  const ledger = request.ledger ?? openLedger({ folder: flags.out, create: true }, deps)
  sayAtFirst({ ...request, ...(request.ledger === undefined && { ledger }) }, output.say)
  const { stop, over } = stoppable(flags['max-duration'], deps, output.tell)
  const operator = askingOperator(output.tell, loosened, deps, stop, output.ask)
  try {
    return await work({ request, ledger, stop, output, operator, deps })
  } finally {
    over()
    output.over()
    if (request.ledger === undefined) ledger.close()
  }
}

async function work(session: SessionContext): Promise<ExitCode> {
  const { request, output, operator } = session
  const opened = await open(session)
  if ('session' in opened) return workOn(opened, session)
  if (opened.kind === 'told_to_stop') {
    const notice = { kind: 'list_not_read' } as const
    operator.tell(notice)
    const { exitCode } = runEndOf(stopped(opened.reason))
    printError(exitCode, noticeText(notice, request.flags.out), request.flags, session.deps)
    return exitCode
  }
  const text = notOpenedText(opened, request.flags.out)
  if (isUsageError(opened)) throw new UsageError(text)
  output.explain('not_opened', text)
  printError(EXIT.refused, text, request.flags, session.deps)
  return EXIT.refused
}

async function open({
  request,
  ledger,
  stop,
  operator,
}: SessionContext): Promise<Opened | NotOpened | { kind: 'told_to_stop'; reason: StopReason }> {
  const { connection } = request
  // The list of an unfinished run may be refused today, since the checks depend on the day and on the version.
  const tellOfOthers = (): Promise<void> => tellOfUnfinished(ledger, connection.site, null, operator)
  try {
    const opened = await request.open(ledger, stop.signal)
    if ('kind' in opened && opened.kind === 'no_user_ids') await tellOfOthers()
    return opened
  } catch (error) {
    if (stop.reason !== null) return { kind: 'told_to_stop', reason: stop.reason }
    if (error instanceof ListError) await tellOfOthers()
    throw error
  }
}

/** Works on a run and writes its report. */
async function workOn(opened: Opened, session: SessionContext): Promise<ExitCode> {
  const { request, ledger, stop, output, operator, deps } = session
  const { flags, connection } = request
  const { resumed, joined } = opened
  const { run } = opened.session
  if (flags.language !== undefined) await ledger.useLanguage(run.id, flags.language)
  for (const one of joined) {
    operator.tell({ kind: 'joined', ...one })
    // The files of the other run also say what it left to this run.
    await writeReport(await ledger.run(one.run), flags.out, flags.redact)
  }
  const record = await run.record()
  const isOfList = record.options.task === undefined
  if (!resumed) {
    await tellOfUnfinished(ledger, connection.site, record, operator)
    if (isOfList) await tellOfFirstRun(ledger, record, operator)
  }
  output.open(run, record)
  if (isOfList) output.emit(listRead(record, (await run.undated('due')).count))
  const transport = transportOptions(request, stop, deps, (event) => {
    output.emit({ run: run.id, ...event })
  })
  const platform =
    record.options.kind === 'dry_run'
      ? noPlatform(flags)
      : await connect(transport, record.options, proposesAttribute(record))
  const tellUndone = await reportUndone(ledger, record, flags.out)
  try {
    const work = { ...taskOf(opened, record, session), platform }
    const ending = await withArchive(
      { record, out: flags.out, platform, transport },
      deps,
      async (archive) => {
        const ending = await carryOut({ ...work, archive })
        await proposeAttribute(ending, { ...work, archive })
        return ending
      },
    )
    const end = await endOf(ending, { ...work, archive: null }, request)
    await opened.session.close(end, platform.pace)
    await tellUndone()
    await report(opened, end, session)
    return end.exitCode
  } finally {
    platform.close()
  }
}

/** How the session ended, after asking once more for whom the run deleted, if that is wanted and the work is done. */
async function endOf(
  ending: Ending,
  task: Task,
  { verifies = false }: SessionRequest,
): Promise<ReturnType<typeof runEndOf>> {
  const end = runEndOf(ending)
  const { session, record, stop } = task
  if (!verifies || ending.kind !== 'finished' || record.options.kind !== 'run') return end
  await verify(task)
  return withVerification(end, verificationEndOf(stop.reason, await session.run.verified()))
}

function taskOf(
  { session, resumed }: Opened,
  record: RunRecord,
  { request, ledger, stop, output, operator, deps }: SessionContext,
): Omit<Task, 'platform' | 'archive'> {
  const { flags, confirmed } = request
  return {
    session,
    store: ledger,
    layouts: ledger.layouts,
    record,
    resumed,
    attributeValues: proposesAttribute(record) ? new AttributeValues() : undefined,
    limits: {
      maxUsers: flags['max-users'],
      maxPercent: flags['max-percent'],
      maxUnknown: flags['max-unknown'],
    },
    concurrency: flags.concurrency,
    rate: flags.rate,
    confirmed,
    operator,
    stop,
    clock: { now: deps.now, monotonic: deps.monotonic, dayIn },
    emit: output.emit,
  }
}

async function report(
  { session: { run } }: Opened,
  { status, exitCode, reason }: ReturnType<typeof runEndOf>,
  { request, ledger, output, deps }: SessionContext,
): Promise<void> {
  const { flags } = request
  const { summary, hashes } = await writeReport(run, flags.out, flags.redact)
  await deps.watcher?.runEnded(summary, ledger)
  const { requests, retries, waits, quota } = summary
  const outcomes = Object.fromEntries(Object.entries(summary.outcomes).filter(([, n]) => n > 0))
  output.emit({
    type: 'run_ended',
    run: run.id,
    status,
    reason,
    outcomes,
    exitCode,
    requests,
    retries,
    waits,
    quota,
    hashes,
  })
  const next = nextCommand({ site: summary.site, out: flags.out, keyFile: flags['api-key-file'] }, deps)
  const text = summaryText(summary, next)
  await request.deliver?.(run)
  await output.end(text, waits.quota * 1000)
  await printResult({ run, summary, text, isRedacted: flags.redact }, flags, deps)
  await ledger.markReported(run.id)
}
