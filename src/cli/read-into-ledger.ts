import { readLeavers } from '../leavers/read-leavers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { RunEntry } from '../ledger/run-entry.ts'
import type { RunOptions } from '../offboarding/run.ts'
import type { Deps } from './deps.ts'
import { openList } from './open-list.ts'
import { makeRunId } from './run-id.ts'

export interface ListRequest {
  /** The list's path, or `-`. */
  path: string
  idColumn: string | undefined
  delimiter: string | undefined
  site: string
  options: Omit<RunOptions, 'idColumn'>
  version: string
}

/**
 * Reads a whole list into the ledger, as a new run or to go on with the unfinished one of the same identity. Nothing is kept
 * of a list that turns out to be broken. Throws UsageError, ListError or LedgerWriteError.
 */
export async function readIntoLedger(
  ledger: Ledger,
  { path, idColumn, delimiter, site, options, version }: ListRequest,
  deps: Pick<Deps, 'stdin' | 'now' | 'random'>,
): Promise<{ entry: RunEntry; resumed: boolean }> {
  const { bytes, name, shown } = await openList(path, deps.stdin)
  const list = await readLeavers(bytes, { name: shown, idColumn, delimiter })
  const draft = ledger.draft()
  try {
    let rows = 0
    for await (const row of list.rows) {
      draft.add(row)
      rows = row.row
    }
    const { encoding, byteOrderMark, columns } = list
    const facts = {
      name,
      sha256: list.sha256(),
      rows,
      encoding,
      byteOrderMark,
      delimiter: list.delimiter,
      columns,
    }
    const identity = { site, list: facts, options: { ...options, idColumn: list.idColumn } }
    return draft.commit(identity, makeRunId(deps.now(), deps.random()), version)
  } finally {
    draft.discard()
  }
}
