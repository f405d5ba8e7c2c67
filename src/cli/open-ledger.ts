import { resolve } from 'node:path'
import { Ledger, type LedgerOptions } from '../ledger/ledger.ts'
import type { Deps } from './deps.ts'

/**
 * Opens the ledger. A long list SQLite sorts in a file that is gone with the sorting: it lies beside the ledger, where there is room, since
 * in a container nothing else may be writable. Throws what `Ledger.open` does.
 */
export function openLedger(
  options: Omit<LedgerOptions, 'now'>,
  { now, sortIn }: Pick<Deps, 'now' | 'sortIn'>,
): Ledger {
  sortIn(resolve(options.folder))
  return Ledger.open({ ...options, now })
}
