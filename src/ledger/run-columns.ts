import type { ListFacts, RunOptions, RunPace, RunRecord, RunStatus } from '../offboarding/run.ts'

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
}

export function readRun(columns: RunColumns): RunRecord {
  return {
    id: columns.id,
    site: columns.site,
    list: JSON.parse(columns.list) as ListFacts,
    options: JSON.parse(columns.options) as RunOptions,
    started: columns.started,
    ended: columns.ended,
    status: columns.status,
    exitCode: columns.exit_code,
    reported: columns.reported,
    // Probes were not counted from the beginning.
    pace: { probes: 0, ...(JSON.parse(columns.pace) as Omit<RunPace, 'probes'>) },
    version: columns.version,
  }
}
