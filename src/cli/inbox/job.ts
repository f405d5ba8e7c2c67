import { tellOfUnfinished } from '../../batch/opening/other-runs.ts'
import { Inbox } from '../../inbox/inbox.ts'
import type { LeftAlone } from '../../inbox/seen.ts'
import { planMovedText } from '../../inbox/words.ts'
import { mayBeTaken, sortOut, type SortedOut } from '../../inbox/sort-out.ts'
import { LedgerLostError } from '../../ledger/errors.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import { shown, shownJson } from '../../offboarding/text/shown.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import type { Deps } from '../deps.ts'
import { EXIT, worstOf, type ExitCode } from '../exit-code.ts'
import { readLedgerPlace, type LedgerPlace } from '../ledger-place.ts'
import { runOutput, type RunOutput } from '../terminal/run-output.ts'
import { sayAtFirst } from '../terminal/say-at-first.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import { wrapLines } from '../view/width.ts'
import { jobText, leftAloneText, resultText } from './job-text.ts'
import { MAX_NAME, type JobContext } from './put-away.ts'
import type { InboxRequest } from './request.ts'
import type { ListResult } from './result.ts'
import { Stopping } from '../session/ledger/stopping.ts'
import { withLedger } from '../session/ledger/with-ledger.ts'
import { workThrough } from './work-through.ts'

/** What `inbox --json` prints. */
export interface InboxOutput {
  schemaVersion: typeof SCHEMA_VERSION
  /** The folder. */
  inbox: string
  then: 'plan' | 'run'
  /** What was done with each list, in the order in which they were taken up. */
  lists: readonly ListResult[]
  /** What was not taken up. */
  leftAlone: readonly LeftAlone[]
  exitCode: ExitCode
  version: string
}

/** One job over an inbox: takes up each list that has settled, the oldest first, and prints what became of them. */
export async function inboxJob(request: InboxRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection } = request
  const inbox = openInbox(request.folder)
  const place = readLedgerPlace(flags)
  const secrets = [...secretsIn(connection.apiKey, connection.proxy), ...place.secrets]
  const output = runOutput(flags, secrets, deps, place.name)
  const stopping = new Stopping(flags['max-duration'], deps)
  try {
    sayAtFirst({ ...request, place }, output.say)
    const { sorted, unreadable } = await settle(inbox, flags.settle, stopping, deps)
    const leftAlone = [...unreadable, ...sorted.leftAlone]
    for (const one of leftAlone) output.inform('left_alone', leftAloneText(one))
    const job = { request, inbox, stopping, deps }
    const stopped = stopping.exitCode
    const results: ListResult[] = []
    const end = stopped ?? (await takeUp(sorted, place, job, results, output))
    const exitCode = worstOf([end, ...results.map((result) => result.exitCode)])
    const answer: InboxOutput = {
      schemaVersion: SCHEMA_VERSION,
      inbox: inbox.root,
      then: flags.then,
      lists: results,
      leftAlone,
      exitCode,
      version: readVersion(),
    }
    deps.stdout.write(flags.json ? shownJson(answer) : wrapLines(jobText(results), deps.stdout.columns))
    return exitCode
  } finally {
    stopping.over()
    output.over()
  }
}

/** Throws UsageError, or InboxWriteError. */
function openInbox(folder: string): Inbox {
  try {
    return Inbox.open(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UsageError(
      `the inbox cannot be read (${error.message}). Name a folder that this user may read and write.`,
      {
        cause: error,
      },
    )
  }
}

/** Looks at an inbox twice, with the time for settling between, if there is anything to be taken up. */
async function settle(
  inbox: Inbox,
  ms: number,
  stopping: Stopping,
  { pause }: Pick<Deps, 'pause'>,
): Promise<{ sorted: SortedOut; unreadable: readonly LeftAlone[] }> {
  const first = inbox.look().seen
  if (!mayBeTaken(first)) return { sorted: sortOut(first, first), unreadable: inbox.look().unreadable }
  await pause(Math.min(ms, stopping.leftMs ?? ms), stopping.signal)
  const { seen, unreadable } = inbox.look()
  return { sorted: sortOut(first, seen), unreadable }
}

/**
 * Works on the lists with the ledger open, so that no other job takes them up, and adds what came of each. Resolves with how the job as a whole
 * ended. Rejects with the errors of opening the ledger.
 */
async function takeUp(
  sorted: SortedOut,
  place: LedgerPlace,
  job: Omit<JobContext, 'ledger'>,
  results: ListResult[],
  output: RunOutput,
): Promise<ExitCode> {
  const { request, stopping, deps } = job
  const { flags, connection } = request
  let isBegun = false
  try {
    return await withLedger(
      {
        ...{ place, create: true, site: connection.site, patienceMs: flags.patience, stopping, output },
        async work(ledger) {
          if (!isBegun) for (const notice of ledger.notices) output.say('ledger_noted', notice)
          isBegun = true
          await takeUpEach(sorted, { ...job, ledger }, results, output)
          return EXIT.ok
        },
        canGoOn: () => true,
        stopped: (exitCode) => exitCode,
      },
      deps,
    )
  } catch (error) {
    if (!(error instanceof LedgerLostError) || results.length === 0) throw error
    // What became of the lists before is told all the same.
    output.explain('ledger_lost', error.message)
    return EXIT.unavailable
  }
}

async function takeUpEach(
  { lists, otherTables }: SortedOut,
  context: JobContext,
  results: ListResult[],
  output: RunOutput,
): Promise<void> {
  context.inbox.tidy()
  for (const name of context.inbox.putPlansBack((list) => planMovedText(shown(list, MAX_NAME))))
    output.say(
      'plan_put_back',
      `${shown(name)} was not moved into approved/, and its plan was: that is put back`,
    )
  for await (const { isLast: _, ...result } of workThrough(lists, otherTables, context)) {
    // Told before the ledger was lost.
    const isAgain = results.some(({ list, run }) => list === result.list && run === result.run)
    if (result.is === 'waiting' && isAgain) continue
    results.push(result)
    const text = resultText(result)
    if (result.exitCode === EXIT.ok) output.inform('list_taken_up', text)
    else output.say('list_taken_up', text)
  }
  // Also those whose list somebody has taken away, or saved over.
  await tellOfUnfinished(context.ledger, context.request.connection.site, null, output)
}
