import { constants } from 'node:fs'
import type { ListRequest, OpenList } from '../../batch/opening/read-into-ledger.ts'
import type { SettledList } from '../../inbox/inbox.ts'
import { readLeavers } from '../../leavers/read-leavers.ts'
import { openFile } from '../inputs/list-file.ts'
import type { ReadingRequest } from '../inputs/leaver-list.ts'

/** A list is another one than when it was taken up. Nothing of it is kept. */
export class ListChangedError extends Error {
  override readonly name = 'ListChangedError'
}

/** Neither through a link nor waiting for the writer of a FIFO, if one has taken the list's place. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * Returns a function that opens a list of an inbox. Its end throws ListChangedError if the bytes that were read are not those that
 * had settled: half a line of a list that is written anew may name somebody else.
 */
export function openSettled(list: SettledList, reading: ReadingRequest): ListRequest['open'] {
  return async (today, layouts, signal) => {
    const { bytes, name, mayBePacked, close } = await openFile(list.path, 'leaver list', signal, PLAINLY)
    try {
      const opened = await readLeavers(bytes, { ...reading, name, mayBePacked, today, layouts })
      return { ...opened, end: unchanged(opened, list.sha256), name, shown: name, close }
    } catch (error) {
      close()
      throw error
    }
  }
}

/** What is known at the end of a list. Throws ListChangedError. */
function unchanged({ end }: Pick<OpenList, 'end'>, sha256: string): OpenList['end'] {
  return () => {
    const facts = end()
    if (facts.sha256 !== sha256) throw new ListChangedError('the list was changed while it was read')
    return facts
  }
}
