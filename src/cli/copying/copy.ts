import { resolve } from 'node:path'
import { copyLedger, type CopiedTable } from '../../ledger/copying/copy-ledger.ts'
import { openLedger, type LedgerOptions } from '../../ledger/open-ledger.ts'
import type { Parsed } from '../commands/command.ts'
import { isAddress, ledgerCopyFlags } from '../commands/ledger.meta.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readLedgerPlace, type LedgerPlace } from '../ledger-place.ts'
import { saySettings } from '../terminal/settings-text.ts'
import { UsageError } from '../usage-error.ts'

/** `ledger copy`: copies a ledger between SQLite and PostgreSQL. The old one stays as it is. */
export async function ledger(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  if (parsed['copy'] !== 'copy')
    throw new UsageError(
      `ledger ${String(parsed['copy'])} is nothing that can be done; the one thing is \`ledger copy\`. See konstantly-offboard help ledger.`,
    )
  const flags = readFlags(ledgerCopyFlags, parsed, deps)
  const from = placeOf('--from', flags.from, flags['ledger-schema'])
  const to = placeOf('--to', flags.to, flags['ledger-schema'])
  if (from.name === to.name) throw new UsageError('--from and --to name the same ledger.')
  saySettings(deps)
  deps.sortIn(resolve((to.server === null ? to : from).folder))
  const copied = await copy(from, to, deps)
  deps.stdout.write(copiedText(copied, from, to))
  return EXIT.ok
}

async function copy(from: LedgerPlace, to: LedgerPlace, { now }: Deps): Promise<CopiedTable[]> {
  const source = await openLedger(optionsOf(from, { create: false, now }))
  try {
    const target = await openLedger(optionsOf(to, { create: true, toCopyInto: true, now }))
    try {
      // Not loaded where nobody asks for it.
      const stored =
        to.server === null
          ? undefined
          : (await import('../../ledger/postgres/statements/clean-text.ts')).cleanText
      return await copyLedger(source, target, stored)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

const optionsOf = (
  { folder, server }: LedgerPlace,
  options: Pick<LedgerOptions, 'create' | 'toCopyInto' | 'now'>,
): LedgerOptions => ({ folder, server, ...options })

/** Throws UsageError. */
function placeOf(flag: '--from' | '--to', place: string | undefined, schema: string): LedgerPlace {
  if (place === undefined)
    throw new UsageError(
      `ledger copy needs ${flag}: the folder of a ledger, or the address of a server, like postgres://user@db.example.com/offboarding.`,
    )
  return readLedgerPlace({
    out: isAddress(place) ? '.' : place,
    ledger: isAddress(place) ? place : undefined,
    'ledger-file': undefined,
    'ledger-schema': schema,
  })
}

/** What was copied, for people: the rows of each table, and the SHA-256 by which both ledgers can be compared. */
function copiedText(copied: readonly CopiedTable[], from: LedgerPlace, to: LedgerPlace): string {
  const rows = copied.reduce((sum, table) => sum + table.rows, 0)
  const width = Math.max(...copied.map(({ name }) => name.length))
  return [
    `Copied ${from.name} to ${to.name}: ${rows} rows, each compared.`,
    ...copied.map(
      (table) => `  ${table.name.padEnd(width)}  ${String(table.rows).padStart(9)}  SHA-256 ${table.sha256}`,
    ),
    'The old ledger is as it was. Put it away: two ledgers of one site do not know of each other.',
    ...(from.server === null && to.server !== null
      ? [
          `The files of runs stay in ${from.folder}. \`report\` writes them again anywhere, but for archive/ of runs that saved records there: keep those.`,
        ]
      : []),
    '',
  ].join('\n')
}
