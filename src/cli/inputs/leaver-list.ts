import type { Readable } from 'node:stream'
import type { ListReading, ListRequest } from '../../batch/opening/read-into-ledger.ts'
import { readLeavers, type ReadOptions } from '../../leavers/read-leavers.ts'
import { openListFile } from './list-file.ts'

/** How to read a list, according to the flags. */
export type ReadingRequest = ListReading & Omit<ReadOptions, 'name' | 'mayBePacked' | 'today' | 'layouts'>

/** Returns a function that opens the leaver list at `path`, or on standard input for `-`. It rejects with UsageError or ListError. */
export function leaverList(path: string, reading: ReadingRequest, stdin: Readable): ListRequest['open'] {
  return async (today, layouts, signal) => {
    const { bytes, name, shown, mayBePacked, close } = await openListFile(path, stdin, signal)
    try {
      const list = await readLeavers(bytes, { ...reading, name: shown, mayBePacked, today, layouts })
      return { ...list, name, shown, close }
    } catch (error) {
      close()
      throw error
    }
  }
}
