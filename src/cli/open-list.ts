import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { messageOf } from './failure.ts'
import { UsageError } from './usage-error.ts'

/** The bytes of a leaver list, and what to call it: in reports, and in messages. */
export interface OpenList {
  bytes: AsyncIterable<Uint8Array>
  name: string
  shown: string
}

/** Opens a leaver list: a file, or standard input for `-`. Throws UsageError. */
export async function openList(path: string, stdin: Readable): Promise<OpenList> {
  if (path === '-') return { bytes: stdin as AsyncIterable<Uint8Array>, name: '-', shown: 'standard input' }
  try {
    const file = await open(path)
    if ((await file.stat()).isDirectory()) {
      await file.close()
      throw new UsageError(`${path} is a folder; name the leaver list in it.`)
    }
    return { bytes: file.createReadStream(), name: basename(path), shown: path }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`the leaver list cannot be read (${messageOf(error)}).`, { cause: error })
  }
}
