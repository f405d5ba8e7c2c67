import { REPAIR } from '../sqlite/damage.ts'
import { LedgerDamagedError } from '../errors.ts'
import { fromJson, isForgotten, isListFacts, isPace, isRunOptions } from './from-json.ts'
import type { RunRecord, RunStatus } from '../../offboarding/run/run.ts'

/** A row of the table `runs`. */
export interface RunColumns {
  run: number
  id: string
  identity: string
  site: string
  list: string
  options: string
  status: RunStatus
  started: string
  ended: string | null
  exit_code: number | null
  reported: string | null
  pace: string
  version: string
  forgotten: string | null
}

/** A run's ID is also the name of its folder, so it must not lead out of `--out`. */
const ID = /^[\w-]{1,64}$/

/** A run from its columns. Throws LedgerDamagedError. */
export function readRun(columns: RunColumns): RunRecord {
  if (!ID.test(columns.id)) {
    throw new LedgerDamagedError(
      `the ledger is damaged: ${JSON.stringify(columns.id)} in it is no ID of a run. ${REPAIR}.`,
    )
  }
  return {
    id: columns.id,
    site: columns.site,
    list: fromJson(columns.list, isListFacts, `the list of run ${columns.id}`),
    options: fromJson(columns.options, isRunOptions, `the options of run ${columns.id}`),
    started: columns.started,
    ended: columns.ended,
    status: columns.status,
    exitCode: columns.exit_code,
    reported: columns.reported,
    // Earlier versions did not count probes, and did not keep the limit.
    pace: {
      probes: 0,
      quotaLimit: null,
      ...fromJson(columns.pace, isPace, `the pace of run ${columns.id}`),
    },
    version: columns.version,
    forgotten:
      columns.forgotten === null
        ? null
        : fromJson(columns.forgotten, isForgotten, `how run ${columns.id} was forgotten`),
  }
}
