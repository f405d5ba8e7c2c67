import { resolve } from 'node:path'
import { Ledger, type LedgerOptions } from '../ledger/ledger.ts'
import type { Deps } from './deps.ts'
import type { LedgerPlace } from './ledger-place.ts'

/**
 * Opens the ledger. SQLite's temporary files are put beside it: sorting a long list needs room, and in a container no other
 * folder may be writable. Rejects with the errors of `Ledger.open`.
 */
export async function openLedger(
  { folder, server }: Pick<LedgerPlace, 'folder' | 'server'>,
  options: Pick<LedgerOptions, 'create' | 'onlyToRead' | 'site'>,
  { now, sortIn, configuration }: Pick<Deps, 'now' | 'sortIn' | 'configuration'>,
): Promise<Ledger> {
  if (server === null) sortIn(resolve(folder))
  const configurationSha256 = configuration.kind === 'read' ? configuration.sha256 : null
  return Ledger.open({ folder, server, ...options, configurationSha256, now })
}
