import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../files/own-folder.ts'
import { ReportWriteError } from './atomic-file.ts'

/** The folder, inside a run's own, of training records that were saved before a deletion. */
const ARCHIVE = 'archive'

/** Every file that this tool writes into a run's folder, finished or not, and those that `report` has put aside. */
const OURS = /^(results\.csv|retry\.csv|plan\.csv|report\.html|summary\.json)(\.partial|\.changed(-\d+)?)?$/

/** Whether a run's folder still holds training records. Throws ReportWriteError. */
export const hasArchive = (out: string, run: string): boolean => entriesOf(join(out, run)).includes(ARCHIVE)

/**
 * Removes all that this tool wrote into a run's folder, durably. Returns the names of what somebody else put there, which stays.
 * Throws ReportWriteError.
 */
export function emptyRunFolder(out: string, run: string): string[] {
  const folder = join(out, run)
  const entries = entriesOf(folder)
  try {
    const isOurs = (name: string): boolean => OURS.test(name) || name === ARCHIVE
    for (const name of entries.filter(isOurs)) rmSync(join(folder, name), { recursive: true })
    if (entries.length > 0) syncFolder(folder)
    return entries.filter((name) => !isOurs(name))
  } catch (error) {
    throw notCleared(folder, error)
  }
}

/** The names in a folder; none where there is no folder. Through a link nothing is removed: its own entries are not listed. */
function entriesOf(folder: string): string[] {
  try {
    const found = lstatSync(folder, { throwIfNoEntry: false })
    return found?.isDirectory() === true ? readdirSync(folder).sort() : []
  } catch (error) {
    throw notCleared(folder, error)
  }
}

function notCleared(folder: string, error: unknown): ReportWriteError {
  const reason = error instanceof Error ? error.message : String(error)
  return new ReportWriteError(
    `${folder} cannot be cleared (${reason}), so its run is not forgotten as a whole. Correct that, then run forget again: it goes on from here.`,
    { cause: error },
  )
}
