import { PLAN_COLUMNS, RESULT_COLUMNS, type Column } from '../../src/offboarding/run/report-columns.ts'
import { fieldOf } from '../../src/report/row-lines.ts'
import * as parts from './parts.ts'
import { code, count, nullable, oneOf, open, record, text, time, type Schema } from './schema.ts'

/** What the field of a column holds. */
const FIELDS: Readonly<Record<string, Schema>> = {
  row: { type: 'integer', minimum: 1 },
  userId: nullable(text),
  outcome: parts.outcome,
  reason: nullable(code),
  detail: nullable(text),
  httpStatus: nullable({ type: 'integer', minimum: 100, maximum: 599 }),
  attempts: count,
  deactivatedAt: nullable(time),
  deleteAfter: nullable(time),
  deletedAt: nullable(time),
  verifiedAt: nullable(time),
  userName: nullable(text),
  userEmail: nullable(text),
  userRole: nullable(text),
  userState: nullable(oneOf(['active', 'deactivated'])),
  would: text,
  why: nullable(text),
}

function fieldFor([name]: Column): [name: string, schema: Schema] {
  const field = fieldOf(name)
  const schema = FIELDS[field]
  if (schema === undefined)
    throw new Error(`What does the column ${name} hold? Say so in scripts/schemas/rows.ts.`)
  return [field, schema]
}

const rowWith = (columns: readonly Column[]): Schema => ({
  ...open({
    schemaVersion: parts.schemaVersion,
    run: parts.runId,
    outcome: parts.outcome,
    ...Object.fromEntries(columns.map(fieldFor)),
    cells: record(text),
  }),
  additionalProperties: false,
})

/** A line of `--jsonl`: a row of a run, or of a plan. */
export const row: Schema = { oneOf: [rowWith(RESULT_COLUMNS), rowWith(PLAN_COLUMNS)] }
