import { join } from 'node:path'
import { LEDGER_FILE } from '../ledger/ledger.ts'
import { shownMessage } from '../offboarding/text/shown.ts'
import type { Deps } from './deps.ts'
import type { FlagValues } from './flags/flag.ts'
import type { outFlag } from './flags/flags.ts'
import { ledgerSecrets, parseLedgerAddress, type ledgerFlags } from './flags/ledger-flags.ts'
import { UsageError } from './usage-error.ts'
import { readKeyFile } from './inputs/key-file.ts'

/** The flags that say where the ledger is. */
export type PlaceFlags = FlagValues<Pick<typeof outFlag, 'out'> & typeof ledgerFlags>

/** Where the ledger is. */
export interface LedgerPlace {
  /** The folder of the files of runs, and of the ledger if it is a file. */
  folder: string
  /** Null where the ledger is a file. */
  server: { url: string; schema: string } | null
  /** For people: a path, or an address without user and password. */
  name: string
  /** Texts that must not be written anywhere. */
  secrets: readonly string[]
  /** A warning about the file that holds the address, or null. */
  warning: string | null
}

/** Reads where the ledger is. Throws UsageError, which does not show the address. */
export function readLedgerPlace(flags: PlaceFlags): LedgerPlace {
  const { out: folder, ledger, 'ledger-file': file, 'ledger-schema': schema } = flags
  if (ledger !== undefined && file !== undefined) {
    throw new UsageError(
      '--ledger and --ledger-file both say where the ledger is, be it as variables; give one of them.',
    )
  }
  const read = file === undefined ? null : readKeyFile(file, '--ledger address')
  const url = read?.text.trim() ?? ledger
  const warning = read?.warning ?? null
  if (url === undefined)
    return { folder, server: null, name: join(folder, LEDGER_FILE), secrets: [], warning }
  const address = parseLedgerAddress(url, file === undefined ? '--ledger' : `--ledger-file ${file}`)
  return {
    folder,
    server: { url, schema },
    name: nameOf(address, schema),
    secrets: ledgerSecrets(url),
    warning,
  }
}

/** The same for a command without a log: a warning goes to standard error. */
export function ledgerPlace(flags: PlaceFlags, { stderr }: Pick<Deps, 'stderr'>): LedgerPlace {
  const place = readLedgerPlace(flags)
  if (place.warning !== null) stderr.write(`konstantly-offboard: ${shownMessage(place.warning)}\n`)
  return place
}

/** `postgres://db.example.com/offboarding, schema konstantly_offboard`. A socket stands in a parameter. */
function nameOf({ host, pathname, searchParams }: URL, schema: string): string {
  const where = host === '' ? (searchParams.get('host') ?? '') : host
  return `postgres://${where}${pathname}, schema ${schema}`
}
