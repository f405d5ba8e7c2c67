import type { CommandEnd, RunFigures } from '../../src/monitoring/command-end.ts'

export const figures = (more: Partial<RunFigures> = {}): RunFigures => ({
  id: '20261123T184500Z-3f9c',
  kind: 'purge',
  status: 'finished',
  rows: 13,
  outcomes: { deleted: 12, refused: 1, not_found: 0 },
  attention: 1,
  toTouch: 0,
  requests: [
    { step: 'delete', status: 200, requests: 12 },
    { step: 'delete', status: null, requests: 1 },
  ],
  rejected: 2,
  waits: { quota: 61.5, retries: 0, outage: 0 },
  verified: null,
  waiting: { users: 7, first: '2026-11-30T09:00:00.000Z' },
  ...more,
})

export const end = (more: Partial<CommandEnd> = {}): CommandEnd => ({
  command: 'purge',
  site: 'acme.konstant.ly',
  run: figures(),
  exitCode: 3,
  meaning: 'finished, and some rows need attention',
  next: 'look at the report',
  started: new Date('2026-11-23T18:45:00Z'),
  ended: new Date('2026-11-23T18:46:10Z'),
  version: '1.2.3',
  ...more,
})
