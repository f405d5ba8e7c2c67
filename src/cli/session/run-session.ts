import { stopped } from '../../batch/ending.ts'
import type { NotOpened, Opened } from '../../batch/opening/opened.ts'
import { tellOfUnfinished } from '../../batch/opening/other-runs.ts'
import type { StopReason } from '../../batch/stop.ts'
import { ListError } from '../../leavers/list-error.ts'
import { LedgerInUseError } from '../../ledger/errors.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import { NO_CONFIGURATION } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printError } from '../failure.ts'
import { readLedgerPlace, type LedgerPlace } from '../ledger-place.ts'
import { askingOperator } from '../terminal/asking-operator.ts'
import { isUsageError, notOpenedText } from '../terminal/not-opened-text.ts'
import { noticeText } from '../terminal/notice-text.ts'
import { runOutput } from '../terminal/run-output.ts'
import { sayAtFirst } from '../terminal/say-at-first.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import { Stopping } from './ledger/stopping.ts'
import { stoppedWaiting, withLedger } from './ledger/with-ledger.ts'
import { runEndOf } from './run-end.ts'
import type { Progress, SessionContext, SessionRequest } from './session-request.ts'
import { stoppable } from './stoppable.ts'
import { workOn } from './work-on-run.ts'

/**
 * One process's work on a run, from opening the ledger to printing the summary: a session, and another one each time that the server of the
 * ledger was gone.
 */
export async function runSession(request: SessionRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection } = request
  const place = readLedgerPlace(flags)
  const secrets = [...secretsIn(connection.apiKey, connection.proxy), ...place.secrets]
  // Whoever has the ledger open has said which settings hold for all of their sessions.
  const configuration = request.ledger === undefined ? deps.configuration : NO_CONFIGURATION
  const output = runOutput(flags, secrets, { ...deps, configuration }, place.name)
  const stopping = new Stopping(flags['max-duration'], deps)
  const progress: Progress = { isBegun: false, run: null, isConfirmed: false, isPrinted: false }
  const work = (ledger: Ledger): Promise<ExitCode> =>
    oneSession({ request, ledger, output, progress, deps }, place, stopping)
  try {
    if (request.ledger !== undefined) return await work(request.ledger)
    return await withLedger(
      {
        ...{ place, create: true, site: connection.site, patienceMs: flags.patience, stopping, output },
        work,
        canGoOn: () =>
          !progress.isPrinted && !(request.readsOnce === true && progress.isBegun && progress.run === null),
        stopped: (exitCode) => stoppedWaiting(exitCode, flags, output, deps),
      },
      deps,
    )
  } finally {
    stopping.over()
    output.over()
  }
}

async function oneSession(
  session: Omit<SessionContext, 'stop' | 'operator'>,
  place: LedgerPlace,
  stopping: Stopping,
): Promise<ExitCode> {
  const { request, ledger, output, progress, deps } = session
  if (!progress.isBegun)
    sayAtFirst({ ...request, ...(request.ledger === undefined && { place, ledger }) }, output.say)
  progress.isBegun = true
  const { stop, over } = stoppable(stopping.leftMs, { ...deps, onSignal: stopping.onSignal }, output.tell)
  const asked = askingOperator(output.tell, request.loosened, deps, stop, output.ask)
  const operator: SessionContext['operator'] = {
    ...asked,
    async confirm(question) {
      const answer = await asked.confirm(question)
      progress.isConfirmed = answer === 'confirmed'
      return answer
    },
  }
  try {
    return await work({ ...session, stop, operator })
  } finally {
    over()
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
  progress,
}: SessionContext): Promise<Opened | NotOpened | { kind: 'told_to_stop'; reason: StopReason }> {
  const { connection } = request
  if (progress.run !== null) return goOn(ledger, progress.run)
  // The list of an unfinished run may be refused today, since the checks depend on the day and on the version.
  const tellOfOthers = (): Promise<void> => tellOfUnfinished(ledger, connection.site, null, operator)
  try {
    const opened = await request.open(ledger, stop.signal)
    if ('kind' in opened && opened.kind === 'no_user_ids') await tellOfOthers()
    if ('session' in opened) progress.run = opened.session.run.id
    return opened
  } catch (error) {
    if (stop.reason !== null) return { kind: 'told_to_stop', reason: stop.reason }
    if (error instanceof ListError) await tellOfOthers()
    throw error
  }
}

/** Goes on with the run of an earlier session of this command: nothing is read, or asked, that was before. */
async function goOn(ledger: Ledger, id: string): Promise<Opened> {
  const run = await ledger.run(id)
  if (isUnfinished(await run.record()))
    return { session: await ledger.resume(id, readVersion()), resumed: true, joined: [] }
  throw new LedgerInUseError(
    `run ${id} was ended by another process while the ledger was lost. To have its files here: report ${id}.`,
  )
}
