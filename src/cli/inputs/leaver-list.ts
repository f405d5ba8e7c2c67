import type { Readable } from 'node:stream'
import type { ListReading, ListRequest } from '../../batch/opening/read-into-ledger.ts'
import { readLeavers, type ReadOptions } from '../../leavers/read-leavers.ts'
import { openListFile } from './list-file.ts'

/** How a list is to be read, as the flags say it. */
export type ReadingRequest = ListReading & Omit<ReadOptions, 'name' | 'mayBePacked' | 'today'>

/** The leaver list at `path`, or on standard input for `-`, to be opened. That rejects with UsageError or ListError. */
export function leaverList(path: string, reading: ReadingRequest, stdin: Readable): ListRequest['open'] {
  return async (today, signal) => {
    const { bytes, name, shown, mayBePacked, close } = await openListFile(path, stdin, signal)
    try {
      const list = await readLeavers(bytes, { ...reading, name: shown, mayBePacked, today })
      return { ...list, name, shown, close }
    } catch (error) {
      close()
      throw error
    }
  }
}
