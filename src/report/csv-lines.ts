import { stringify } from 'csv-stringify/sync'
import type { ListFacts } from '../offboarding/run.ts'
import { defuse } from './defuse.ts'

/** Records handed to csv-stringify at once: its set-up costs more than a row. */
const BATCH = 500

/**
 * CSV as the list's own readers expect it: its delimiter, and its byte order mark if it had one (Excel takes UTF-8 for
 * something else without). Every cell is defused.
 */
export function* csvLines(list: ListFacts, records: Iterable<readonly string[]>): Generator<string> {
  if (list.byteOrderMark) yield '\uFEFF'
  const format = (batch: string[][]): string => stringify(batch, { delimiter: list.delimiter })
  let batch: string[][] = []
  for (const record of records) {
    if (batch.push(record.map(defuse)) < BATCH) continue
    yield format(batch)
    batch = []
  }
  yield format(batch)
}
