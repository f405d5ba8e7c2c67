import { EXIT } from '../../src/cli/exit-code.ts'
import { OUTCOMES, type Outcome } from '../../src/offboarding/outcome.ts'
import type { LeftOut } from '../../src/offboarding/run/left-out.ts'
import { LAYOUT_FLAGS, type LayoutSettings, type Remembered } from '../../src/offboarding/run/layout.ts'
import type { Undated } from '../../src/offboarding/run/undated.ts'
import { SCHEMA_VERSION, type ReportFile } from '../../src/report/summary.ts'
import {
  array,
  constant,
  count,
  matching,
  object,
  oneOf,
  optional,
  record,
  sha256,
  text,
  type Fields,
  type Optional,
  type Schema,
} from './schema.ts'

// What several of the outputs have.

export const schemaVersion = constant(SCHEMA_VERSION)
/** A run, or a comparison. */
export const runId = matching(String.raw`^[\w-]{1,64}$`)
export const exitCode = oneOf([...new Set(Object.values(EXIT))].toSorted((one, other) => one - other))
export const outcome = oneOf(OUTCOMES)
export const kind = oneOf(['run', 'plan', 'dry_run'])
export const task = oneOf(['purge', 'undo'])
export const status = oneOf(['running', 'stopped', 'finished', 'refused'])

/** A field for each outcome. */
export const eachOutcome = <Field extends Schema | Optional>(field: Field): Record<Outcome, Field> =>
  Object.fromEntries(OUTCOMES.map((one) => [one, field])) as Record<Outcome, Field>

/** So many in total, and of each kind. */
export const totals = record(count, { total: count })

export const leftOut = object<LeftOut>({
  above: count,
  below: array(count),
  hiddenSheets: count,
  otherSheets: count,
})

export const undated = object<Undated>({ count, rows: array(count) })

const settings = object(
  Object.fromEntries(LAYOUT_FLAGS.map((flag) => [flag, optional(text)])) as Fields<LayoutSettings>,
)
export const remembered = object<Remembered>({ run: runId, settings })
export const told = settings

export const files = array(object<ReportFile>({ path: text, sha256 }))
