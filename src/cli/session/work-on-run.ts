import { AttributeValues } from '../../batch/attribute-values.ts'
import { carryOut } from '../../batch/carry-out.ts'
import type { Ending } from '../../batch/ending.ts'
import type { Opened } from '../../batch/opening/opened.ts'
import { tellOfFirstRun, tellOfUnfinished } from '../../batch/opening/other-runs.ts'
import type { Task } from '../../batch/task.ts'
import { verify } from '../../batch/verify.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { writeReport } from '../../report/write-report.ts'
import type { ExitCode } from '../exit-code.ts'
import { listRead } from '../terminal/list-read.ts'
import { nextCommand } from '../terminal/next-command.ts'
import { printResult } from '../terminal/print-result.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { withArchive } from './archive.ts'
import { connect, noPlatform, transportOptions } from './platform.ts'
import { proposeAttribute, proposesAttribute } from './propose-attribute.ts'
import { reportUndone } from './report-undone.ts'
import { runEndOf, verificationEndOf, withVerification } from './run-end.ts'
import type { SessionContext, SessionRequest } from './session-request.ts'

/** Works on a run and writes its report. */
export async function workOn(opened: Opened, session: SessionContext): Promise<ExitCode> {
  const { request, ledger, output, operator, deps } = session
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
  const transport = transportFor(run.id, session)
  const platform =
    record.options.kind === 'dry_run'
      ? noPlatform(flags)
      : await connect(transport, record.options, proposesAttribute(record))
  const tellUndone = await reportUndone(ledger, record, flags.out)
  try {
    const work = { ...taskOf(opened, record, session), platform }
    const ending = await withArchive(
      { session: opened.session, record, out: flags.out, platform, transport },
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
  { request, ledger, stop, output, operator, progress, deps }: SessionContext,
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
    // Of the same run, with the same limits: it is not asked for twice.
    confirmed: confirmed || progress.isConfirmed,
    operator,
    stop,
    clock: { now: deps.now, monotonic: deps.monotonic, dayIn },
    emit: output.emit,
  }
}

async function report(
  { session: { run } }: Opened,
  { status, exitCode, reason }: ReturnType<typeof runEndOf>,
  { request, ledger, output, progress, deps }: SessionContext,
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
  const next = nextCommand(
    { site: summary.site, out: flags.out, keyFile: flags['api-key-file'], ledger: flags },
    deps,
  )
  const text = summaryText(summary, next)
  await request.deliver?.(run)
  await output.end(text, waits.quota * 1000)
  progress.isPrinted = true
  await printResult({ run, summary, text, isRedacted: flags.redact }, flags, deps)
  await ledger.markReported(run.id)
}

/** How the requests of a run are sent: none without the site. */
const transportFor = (
  run: string,
  { request, ledger, stop, output, deps }: SessionContext,
): ReturnType<typeof transportOptions> =>
  transportOptions(
    request,
    stop,
    deps,
    (event) => {
      output.emit({ run, ...event })
    },
    () => ledger.isHeld(),
  )
