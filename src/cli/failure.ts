import { ArchiveWriteError, RecordsDamagedError } from '../archive/errors.ts'
import { BaseUrlError } from '../konstantly/base-url.ts'
import { InboxWriteError } from '../inbox/errors.ts'
import { ListError } from '../leavers/list-error.ts'
import { LedgerInUseError, LedgerUnusableError, LedgerWriteError } from '../ledger/errors.ts'
import { readError } from '../ledger/sqlite/write-error.ts'
import { shownJson, shownMessage, withoutUnseen } from '../offboarding/text/shown.ts'
import { ReportWriteError } from '../report/atomic-file.ts'
import { SCHEMA_VERSION } from '../report/summary.ts'
import type { Deps } from './deps.ts'
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

/** What is printed instead of a result. */
export interface ErrorOutput {
  schemaVersion: typeof SCHEMA_VERSION
  error: { exitCode: ExitCode; message: string }
}

/** The forms of JSON that a command was asked for. */
export interface JsonForms {
  json: boolean
  jsonl?: boolean
}

/** Prints, where JSON was asked for, that a command ended without a result; on one line where lines were asked for. */
export function printError(
  exitCode: ExitCode,
  message: string,
  { json, jsonl = false }: JsonForms,
  { stdout }: Pick<Deps, 'stdout'>,
): void {
  const answer: ErrorOutput = { schemaVersion: SCHEMA_VERSION, error: { exitCode, message } }
  if (jsonl) stdout.write(`${withoutUnseen(JSON.stringify(answer))}\n`)
  else if (json) stdout.write(shownJson(answer))
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
