import type { LineCounts } from '../../offboarding/roster/comparison.ts'
import type { LeftOut } from '../../offboarding/run/left-out.ts'
import type { ReportFile, SCHEMA_VERSION } from '../summary.ts'

/** The content of a comparison's `summary.json`. */
export interface ComparisonSummary {
  schemaVersion: typeof SCHEMA_VERSION
  /** Such as `compare-20261128T184500Z-3f9c`; also the name of its folder. */
  compare: string
  site: string
  roster: {
    name: string
    sha256: string
    lines: number
    encoding: string
    delimiter: string
    /** Each column, with what it was taken for. */
    columns: readonly { name: string; kind: string }[]
    leftOut: LeftOut
  }
  options: {
    attribute: string | null
    roles: readonly string[] | 'any'
    protect: { entries: number }
    minCoverage: number
  }
  /** ISO 8601, UTC. */
  started: string
  ended: string
  /** `refused`: a guard kept it from proposing anybody, and there is no `leavers.csv`. */
  status: 'finished' | 'refused'
  /** Why it was refused; null where it was not. */
  reason: string | null
  /** `told`: how many users the site says it has; `seen`, how many its pages showed. `isChanged`: whether the site changed meanwhile. */
  users: { told: number; seen: number; active: number; isChanged: boolean }
  /** Active users whom a line of the roster names, and their share in percent, rounded down. */
  coverage: { users: number; percent: number }
  /** How many lines came to what. */
  lines: LineCounts
  /** How many users are proposed; 0 where it was refused. */
  leavers: number
  /** How many users on no line of the roster may not be proposed, by the code of the reason. */
  others: Readonly<Record<string, number>>
  /** How many a line of the roster may mean, so that a person has to look, likewise. */
  doubtful: Readonly<Record<string, number>>
  requests: { total: number; retries: number; rejected: number }
  exitCode: number
  files: readonly ReportFile[]
  version: string
}
