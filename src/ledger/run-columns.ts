import type { ListFacts, RunOptions, RunRecord, RunStatus } from '../offboarding/run.ts'

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
  waited_ms: number
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
    waitedMs: columns.waited_ms,
    version: columns.version,
  }
}
