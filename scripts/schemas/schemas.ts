import { SCHEMA_VERSION } from '../../src/report/summary.ts'
import * as commands from './commands.ts'
import { configuration } from './configuration.ts'
import { logLine } from './log-line.ts'
import { notification } from './notification.ts'
import { row } from './rows.ts'
import type { Schema } from './schema.ts'
import { summary } from './summary.ts'

const ALL: Readonly<Record<string, readonly [title: string, schema: Schema]>> = {
  summary: ['summary.json of a run, and --json of run, plan, purge, undo, verify and report', summary],
  row: ['A line of --jsonl', row],
  comparison: ['summary.json of a comparison, and compare --json', commands.comparison],
  runs: ['runs --json', commands.runs],
  'runs-of-all': ['runs --all --json', commands.runsOfAll],
  'inbox-job': ['inbox --json', commands.inboxJob],
  'rows-of-user': ['runs --user --json', commands.rowsOfUser],
  check: ['check --json', commands.check],
  'checked-report': ['report --check --json', commands.checkedReport],
  forgotten: ['forget --json', commands.forgotten],
  'nobody-to-verify': ['verify --json where nobody was deleted', commands.nobodyToVerify],
  error: ['What --json and --jsonl print of a command that ended without a result', commands.error],
  'log-line': ['A line of the log', logLine],
  notification: ['What --notify posts as plain', notification],
  configuration: ['The file of settings (--config)', configuration],
}

/** Every schema (JSON Schema, draft 2020-12 unless it says so), by the name of its file in `schemas/`. */
export const SCHEMAS: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(ALL).map(([name, [title, schema]]) => [
    `${name}.schema.json`,
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:konstantly-offboard:${name}:${SCHEMA_VERSION}`,
      title,
      ...schema,
    },
  ]),
)
