import { ArchiveWriteError, RecordsDamagedError } from '../archive/errors.ts'
import { BaseUrlError } from '../konstantly/base-url.ts'
import { InboxWriteError } from '../inbox/errors.ts'
import { ListError } from '../leavers/list-error.ts'
import { LedgerInUseError, LedgerUnusableError, LedgerWriteError } from '../ledger/sqlite/errors.ts'
import { readError } from '../ledger/sqlite/write-error.ts'
import { shownJson, shownMessage } from '../offboarding/text/shown.ts'
import { ReportWriteError } from '../report/atomic-file.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { UsageError } from './usage-error.ts'

const MAX_TRACE_LINES = 40

const UNUSABLE = [UsageError, BaseUrlError, ListError, LedgerUnusableError, RecordsDamagedError]
const UNAVAILABLE = [LedgerInUseError, LedgerWriteError, ReportWriteError, ArchiveWriteError, InboxWriteError]

/** The exit code and the text for an error that ended a command. An unexpected error is a defect. */
export function explainFailure(thrown: unknown): { exitCode: ExitCode; text: string } {
  const error = readError(thrown)
  if (UNUSABLE.some((kind) => error instanceof kind))
    return { exitCode: EXIT.unusable, text: messageOf(error) }
  if (UNAVAILABLE.some((kind) => error instanceof kind))
    return { exitCode: EXIT.unavailable, text: messageOf(error) }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: EXIT.defect, text: `a defect in konstantly-offboard, please report it: ${trace}` }
}

/** The text of an error made safe for a terminal: a message on one line; for a defect, the first lines of its stack trace. */
export const shownFailure = (exitCode: ExitCode, text: string): string =>
  exitCode === EXIT.defect
    ? text.split('\n').slice(0, MAX_TRACE_LINES).map(shownMessage).join('\n')
    : shownMessage(text)

/** The answer of a command with `--json` that ended without a result. */
export const errorJson = (exitCode: ExitCode, message: string): string =>
  shownJson({ error: { exitCode, message } })

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
