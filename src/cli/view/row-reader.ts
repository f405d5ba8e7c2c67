import type { RunReader } from '../../offboarding/ports/run-reader.ts'

/** What the view reads of a run: its rows, with names, which no event carries. */
export type RowReader = Pick<RunReader, 'rows' | 'rowsNumbered' | 'reasons'>
