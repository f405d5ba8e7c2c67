import { parseUserId } from '../offboarding/identity/user-id.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { REDACTED, redactRow } from '../offboarding/redact.ts'

/**
 * How much of a run its files tell. `full`: all of it. `redacted`: no name, no address and no cell of the list (`--redact`).
 * `forgotten`: the ledger itself knows no more, and user IDs are pseudonyms.
 */
export type Form = 'full' | 'redacted' | 'forgotten'

/** A run as its files show it. */
export interface ReportedRun extends Pick<
  RunReader,
  | 'id'
  | 'archivedLines'
  | 'archivedImage'
  | 'record'
  | 'sessions'
  | 'rows'
  | 'outcomes'
  | 'countHandOver'
  | 'countSaved'
  | 'dueByDay'
  | 'savedRecord'
  | 'undated'
  | 'verified'
  | 'requests'
  | 'rejected'
  | 'retries'
  | 'reasons'
  | 'requestsOverTime'
> {
  readonly form: Form
  /** The records of `retry.csv` below its header. */
  retryRows: RunReader['retryRows']
}

/** What the files of a run are made from. `isRedacted`: whether they name nobody. Those of a forgotten run never do. */
export async function reportedRun(run: RunReader, isRedacted: boolean): Promise<ReportedRun> {
  const { forgotten } = await run.record()
  if (forgotten !== null) return { ...told(run), form: 'forgotten' }
  if (!isRedacted) return { ...told(run), form: 'full' }
  return {
    ...told(run),
    form: 'redacted',
    async *rows(outcomes) {
      for await (const rows of run.rows(outcomes)) yield rows.map((row) => redactRow(row, onlyAnId))
    },
    async *retryRows() {
      for await (const ids of run.retryIds()) yield ids.map((id) => [onlyAnId(id)])
    },
  }
}

/** The platform may have said anything in the place of an ID, an address too. */
const onlyAnId = (id: string): string => (parseUserId(id).ok ? id : REDACTED)

const told = (run: RunReader): Omit<ReportedRun, 'form'> => ({
  id: run.id,
  archivedLines: () => run.archivedLines(),
  archivedImage: (file) => run.archivedImage(file),
  record: () => run.record(),
  sessions: () => run.sessions(),
  rows: (outcomes) => run.rows(outcomes),
  retryRows: () => run.retryRows(),
  outcomes: () => run.outcomes(),
  countSaved: () => run.countSaved(),
  savedRecord: (row) => run.savedRecord(row),
  dueByDay: () => run.dueByDay(),
  countHandOver: () => run.countHandOver(),
  verified: () => run.verified(),
  undated: (which) => run.undated(which),
  requests: () => run.requests(),
  rejected: () => run.rejected(),
  retries: () => run.retries(),
  reasons: () => run.reasons(),
  requestsOverTime: (unit) => run.requestsOverTime(unit),
})
