import type { RowEnd } from '../../offboarding/outcome.ts'
import type { PreflightDeps } from './preflight-deps.ts'

/** Ends a row before its user was touched, and emits the event. */
export async function endRow(
  row: number,
  userId: string | null,
  end: RowEnd,
  attempts: number,
  { run, journal, emit }: PreflightDeps,
): Promise<void> {
  await journal.ended(row, end, 'look_up')
  const { outcome, reasons, status } = end
  emit({
    type: 'row_ended',
    run,
    row,
    userId,
    outcome,
    reason: reasons[0]?.code ?? null,
    status,
    attempts,
    ms: 0,
  })
}
