import { Writable } from 'node:stream'
import { openPlan } from '../../batch/opening/open-plan.ts'
import type { NotOpened, Opened } from '../../batch/opening/opened.ts'
import { readIntoLedger } from '../../batch/opening/read-into-ledger.ts'
import { resumeRun } from '../../batch/opening/resume-run.ts'
import type { SettledList } from '../../inbox/inbox.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import { LedgerLostError } from '../../ledger/errors.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunOptions, RunRecord } from '../../offboarding/run/run.ts'
import { isPlanChanged } from '../../report/check-report.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { explainFailure } from '../failure.ts'
import { conflictingFlag } from '../flags/conflicting-flags.ts'
import { pageLanguage } from '../inputs/page-language.ts'
import { haveFiles } from './have-files.ts'
import { runSession } from '../session/run-session.ts'
import type { SessionRequest } from '../session/session-request.ts'
import { notOpenedText } from '../terminal/not-opened-text.ts'
import { readVersion } from '../version.ts'
import type { InboxRequest } from './request.ts'
import { openSettled } from './settled-list.ts'
import type { Stopping } from '../session/ledger/stopping.ts'

/** What each session over a list of an inbox is given. */
export interface SessionContext {
  request: InboxRequest
  ledger: Ledger
  stopping: Stopping
  deps: Deps
}

/** How a session over a list ended. */
export interface SessionEnd {
  exitCode: ExitCode
  /** The run it worked on, as it is now; null where there was none. */
  record: RunRecord | null
  /** Why there was no run, or why it ended before its last row; null where it ended with that. */
  why: string | null
  /** What was thrown; null where nothing was. */
  error: unknown
  /** Whether the session came so far as to touch people, and whether the run ever did. */
  hasBegun: boolean
  hasTouched: boolean
  /** Whether the address is not that of the platform's API: it has no list of users. */
  isElsewhere: boolean
}

type Open = SessionRequest['open']

/** Opens a list as a plan or a run. */
export const opensList =
  (list: SettledList, kind: 'plan' | 'run', { request, deps }: SessionContext): Open =>
  (store, signal) => {
    const { connection, reading, options, flags } = request
    const open = openSettled(list, reading)
    return readIntoLedger(
      store,
      {
        ...{ open, reading, site: connection.site, options: { ...options, kind } },
        // As `plan` does: nobody is touched, and the look-ups that are missing are made now.
        resumeMaxAgeMs: kind === 'plan' ? Infinity : flags['resume-max-age'],
        languageFor: (ofList) => pageLanguage(ofList, deps.env),
        version: readVersion(),
      },
      { ...deps, dayIn },
      signal,
    )
  }

/** Opens an unfinished run. */
export const opensRun =
  (run: string, context: SessionContext): Open =>
  (store) => {
    const { flags } = context.request
    return resumeRun(
      store,
      {
        ...{ run, ...commonOf(context), maxAgeMs: flags['resume-max-age'] },
        planMaxAgeMs: flags['plan-max-age'],
      },
      context.deps.now,
    )
  }

/** Opens a plan that was approved. */
export const opensPlan =
  (plan: string, context: SessionContext): Open =>
  (store) => {
    const { flags } = context.request
    return openPlan(
      store,
      {
        ...{ plan, ...commonOf(context), planMaxAgeMs: flags['plan-max-age'] },
        resumeMaxAgeMs: flags['resume-max-age'],
        async isFileChanged(reader) {
          await haveFiles(reader, flags)
          return isPlanChanged(reader, flags.out)
        },
      },
      context.deps,
    )
  }

const commonOf = ({ request: { flags, options, connection } }: SessionContext) => ({
  site: connection.site,
  version: readVersion(),
  protect: options.protect,
  conflict: (of: RunOptions): string | null => conflictingFlag({ ...flags, 'dry-run': false }, of),
})

/** Works on what `open` opens, as if the command for it had been typed. `deliver` is handed its files. */
export async function listSession(
  open: Open,
  deliver: (run: RunReader) => Promise<void>,
  { request, ledger, stopping, deps }: SessionContext,
): Promise<SessionEnd> {
  const { flags, connection } = request
  let opened: Opened | NotOpened | undefined
  const session: SessionRequest = {
    flags: { ...flags, 'max-duration': stopping.leftMs },
    // The job has told these.
    ...{ connection: { ...connection, warning: null }, loosened: [], warnings: [] },
    ...{ confirmed: true, ledger, deliver },
    async open(store, signal) {
      opened = await open(store, signal)
      return opened
    },
  }
  let [exitCode, error]: [ExitCode | null, unknown] = [null, null]
  try {
    // The answer of the job is about all of its lists.
    exitCode = await runSession(session, { ...deps, stdout: new Nowhere(), onSignal: stopping.onSignal })
  } catch (thrown) {
    // The job goes on from there, with the next ledger.
    if (thrown instanceof LedgerLostError) throw thrown
    error = thrown
  }
  const failure = error === null ? null : explainFailure(error)
  const opening = opened !== undefined && 'session' in opened ? opened.session.run : null
  // Nothing more is asked of a ledger that failed.
  const run = failure?.exitCode === EXIT.unavailable ? null : opening
  const last = (await run?.sessions())?.at(-1)
  const refusal = opened !== undefined && 'kind' in opened ? notOpenedText(opened, flags.out) : null
  return {
    exitCode: exitCode ?? failure?.exitCode ?? EXIT.defect,
    record: (await run?.record()) ?? null,
    why: failure?.text ?? refusal ?? last?.reason ?? null,
    error,
    hasBegun: (last?.confirmed ?? null) !== null,
    hasTouched: (await run?.hasTouched()) ?? false,
    isElsewhere: (await run?.situation(deps.now()))?.countStatus === 404,
  }
}

class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done()
  }
}
