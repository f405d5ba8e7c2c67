import type { RunOptions } from '../../offboarding/run/run.ts'
import type { Reading } from '../../offboarding/run/reading.ts'

/**
 * The options of a run that takes its rows from the ledger. Role and name were compared when the user was deactivated; whoever has
 * another by now is left alone.
 */
export const FROM_THE_LEDGER: Pick<RunOptions, 'roles' | 'matchName' | 'executes'> & { reading: Reading } = {
  roles: 'any',
  matchName: false,
  executes: null,
  reading: {
    columns: { id: null, email: null, leaveDate: null, name: [] },
    header: true,
    skippedLines: 0,
    dateFormat: null,
    timezone: null,
    before: null,
  },
}
