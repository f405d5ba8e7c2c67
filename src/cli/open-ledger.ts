import { resolve } from 'node:path'
import { Ledger, type LedgerOptions } from '../ledger/ledger.ts'
import type { Deps } from './deps.ts'

/**
 * Opens the ledger. SQLite's temporary files are put beside it: sorting a long list needs room, and in a container no other
 * folder may be writable. Throws the errors of `Ledger.open`.
 */
export function openLedger(
  options: Omit<LedgerOptions, 'now'>,
  { now, sortIn }: Pick<Deps, 'now' | 'sortIn'>,
): Ledger {
  sortIn(resolve(options.folder))
  return Ledger.open({ ...options, now })
}
