import type { RunIdentity } from '../../src/offboarding/ports/run-store.ts'

/** What makes a run of an ordinary list, for tests that have no list. */
export const IDENTITY: RunIdentity = {
  site: 'acme.konstant.ly',
  list: {
    name: 'list.csv',
    sha256: '0'.repeat(64),
    rows: 0,
    encoding: 'utf-8',
    byteOrderMark: false,
    delimiter: ',',
    columns: ['User ID'],
    emptyLeaveDates: 0,
    today: '2026-11-23',
  },
  options: {
    deactivate: true,
    delete: true,
    roles: ['learner'],
    matchName: false,
    protect: [],
    kind: 'run',
    executes: null,
    preflight: 'auto',
    reading: {
      columns: { id: { number: 1, name: 'User ID' }, email: null, leaveDate: null, name: [] },
      header: true,
      skippedLines: 0,
      dateFormat: null,
      timezone: 'UTC',
      before: null,
    },
  },
}
