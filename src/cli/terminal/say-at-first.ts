import type { Ledger } from '../../ledger/ledger.ts'
import { setBy } from '../flags/loosening-sources.ts'
import type { Connection } from '../inputs/connection.ts'
import type { LedgerPlace } from '../ledger-place.ts'
import type { RunOutput } from './run-output.ts'

/** What was noticed about a command before its work begins. */
export interface NoticedAtFirst {
  connection: Pick<Connection, 'warning'>
  place?: Pick<LedgerPlace, 'warning'>
  ledger?: Pick<Ledger, 'notices'>
  /** Warnings about the environment. */
  warnings: readonly string[]
  /** The environment variables that allow more than the command line says. */
  loosened?: readonly string[]
}

/** Says what was noticed about the key file, the ledger and the environment. */
export function sayAtFirst(
  { connection, place, ledger, warnings, loosened = [] }: NoticedAtFirst,
  say: RunOutput['say'],
): void {
  if (connection.warning !== null) say('key_file_open', connection.warning)
  if (place !== undefined && place.warning !== null) say('ledger_noted', place.warning)
  for (const notice of ledger?.notices ?? []) say('ledger_noted', notice)
  for (const warning of warnings) say('unused_variable', warning)
  if (loosened.length > 0)
    say(
      'limits_loosened',
      `set by ${setBy(loosened)}, and allowing more than the defaults: ${loosened.join(', ')}`,
    )
}
