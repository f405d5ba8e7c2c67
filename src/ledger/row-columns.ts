import type { Leaver, Progress } from '../offboarding/leaver.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { RowRecord } from '../offboarding/run.ts'
import type { User } from '../offboarding/user.ts'

/** What is read of a row that has not ended. */
export interface ToDoColumns {
  row: number
  claimed_id: string | null
  email: string | null
  name: string | null
  user_id: string
  user: string | null
  deactivated_at: string | null
  deactivation_intended: 0 | 1
  deletion_intended: 0 | 1
}

export function readLeaver(columns: ToDoColumns): Leaver {
  const deactivation: Progress['deactivation'] =
    columns.deactivated_at !== null ? 'done' : columns.deactivation_intended === 1 ? 'intended' : 'none'
  return {
    row: columns.row,
    claim: { id: columns.claimed_id, email: columns.email, name: columns.name },
    userId: columns.user_id,
    known: columns.user === null ? null : (JSON.parse(columns.user) as User),
    progress: { deactivation, deletion: columns.deletion_intended === 1 ? 'intended' : 'none' },
  }
}

/** What is read of a row for a report. */
export interface RowColumns {
  row: number
  cells: string
  user_id: string | null
  user: string | null
  outcome: Outcome
  detail: string
  http_status: number | null
  deactivated_at: string | null
  deleted_at: string | null
}

export function readRow(columns: RowColumns, attempts: number): RowRecord {
  return {
    row: columns.row,
    cells: JSON.parse(columns.cells) as string[],
    userId: columns.user_id,
    user: columns.user === null ? null : (JSON.parse(columns.user) as User),
    outcome: columns.outcome,
    detail: columns.detail,
    status: columns.http_status,
    attempts,
    deactivatedAt: columns.deactivated_at,
    deletedAt: columns.deleted_at,
  }
}
