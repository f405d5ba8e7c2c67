import { resolve } from 'node:path'
import { Ledger, type LedgerOptions } from '../ledger/ledger.ts'
import type { Deps } from './deps.ts'

/**
 * Opens the ledger. SQLite's temporary files are put beside it: sorting a long list needs room, and in a container no other
 * folder may be writable. Throws the errors of `Ledger.open`.
 */
export function openLedger(
  options: Omit<LedgerOptions, 'now' | 'configurationSha256'>,
  { now, sortIn, configuration }: Pick<Deps, 'now' | 'sortIn' | 'configuration'>,
): Ledger {
  sortIn(resolve(options.folder))
  const configurationSha256 = configuration.kind === 'read' ? configuration.sha256 : null
  return Ledger.open({ ...options, configurationSha256, now })
}
