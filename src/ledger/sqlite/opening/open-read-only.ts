import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { refuseNonFiles } from './companions.ts'
import { refuseEmptied } from '../damage.ts'
import { LedgerUnusableError } from '../../errors.ts'
import { isLedgerError } from '../errors.ts'
import { LedgerDatabase } from '../ledger-database.ts'
import { refuseOtherSchemas, refuseOtherDatabases } from '../schema.ts'

/** Whether the ledger at `path` and its folder can be written. */
export function isWritable(path: string): boolean {
  try {
    for (const each of [path, dirname(path)]) accessSync(each, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Refuses a ledger that does not exist, or that this user may not read. Throws LedgerUnusableError. */
export function refuseUnreadable(path: string): void {
  try {
    refuseNonFiles(path)
    // Opening the file is the only sure test: its own rights are not the only ones that count.
    closeSync(openSync(path, 'r'))
  } catch (error) {
    if (!(error instanceof Error) || !isLedgerError(error)) throw error
    throw new LedgerUnusableError(whyUnreadable(path, error), { cause: error })
  }
}

function whyUnreadable(path: string, error: Error): string {
  switch ('code' in error ? error.code : '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no ledger at ${path}. Name the folder of your runs with --out.`
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be read by this user (uid ${process.getuid?.() ?? 'unknown'}): ${whose(path)}. Ask its owner for a copy.`
    default:
      return `${path} cannot be read (${error.message}).`
  }
}

/** Who owns the file, in words, or its folder if that cannot be searched. */
function whose(path: string): string {
  const file = ownerOf(path)
  if (file !== null) return `it belongs to uid ${file}`
  const folder = ownerOf(dirname(path))
  return folder === null ? 'a folder on the way is closed to them' : `its folder belongs to uid ${folder}`
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid
  } catch {
    return null
  }
}

/**
 * Opens a ledger that cannot be written, such as a copy kept as evidence, as it is: without a lock and without a migration.
 * Throws LedgerUnusableError.
 */
export function openReadOnly(path: string): { file: LedgerDatabase; close: () => void } {
  const { size } = statSync(`${path}-wal`, { throwIfNoEntry: false }) ?? { size: 0 }
  if (size > 0) {
    throw new LedgerUnusableError(
      `${path} was not closed, and part of it is in ${path}-wal, which is read only where both can be written. Copy the folder, and name the copy with --out.`,
    )
  }
  refuseEmptied(path)
  let file: LedgerDatabase | undefined
  try {
    file = new LedgerDatabase(path, true)
    refuseOtherDatabases(file, path)
    refuseOtherSchemas(file, path)
  } catch (error) {
    file?.close()
    if (!(error instanceof Error) || !isLedgerError(error)) throw error
    throw new LedgerUnusableError(
      `${path} cannot be read (${error.message}): it is damaged, or not a ledger.`,
      { cause: error },
    )
  }
  const opened = file
  return {
    file: opened,
    close() {
      opened.close()
    },
  }
}
