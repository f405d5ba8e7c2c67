import { statSync } from 'node:fs'
import type { OpenRoster } from '../../batch/comparing/compare-site.ts'
import { readRoster, type RosterOptions } from '../../leavers/roster/read-roster.ts'
import { UsageError } from '../usage-error.ts'
import { openFile } from './list-file.ts'

/** How to read a roster, according to the flags. */
export type RosterReading = Omit<RosterOptions, 'name' | 'mayBePacked' | 'today'>

/**
 * Returns a function that opens the roster at `path` from its beginning, as often as it is called: a roster is read once to see whether it
 * can be used, and again to compare it. Throws UsageError for what can be read only once. The function rejects with UsageError or ListError.
 */
export function rosterFile(path: string, reading: RosterReading, today: string): OpenRoster {
  refuseStream(path)
  return async (signal) => {
    const { bytes, shown, mayBePacked, close } = await openFile(path, 'roster', signal)
    try {
      const roster = await readRoster(bytes, { ...reading, name: shown, mayBePacked, today })
      return { ...roster, close }
    } catch (error) {
      close()
      throw error
    }
  }
}

/** Refuses standard input, a pipe and the like. What is missing is said when it is opened. */
function refuseStream(path: string): void {
  const found = path === '-' ? null : statSync(path, { throwIfNoEntry: false })
  if (found === undefined || found?.isFile() === true || found?.isDirectory() === true) return
  throw new UsageError(
    'compare reads the roster more than once, so it has to be a file: save it, and name that.',
  )
}
