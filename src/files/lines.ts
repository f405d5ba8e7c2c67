import { readSync } from 'node:fs'

/** A line of a file without its line feed. */
export interface Line {
  text: string
  /** Where the next line begins, in bytes from the start of the file. */
  end: number
}

/**
 * The lines of an open file, one in memory at a time. Only a line feed ends a line. What stands after the last one is not returned: a process
 * may have been killed while it wrote that.
 */
export function* linesOf(file: number): Generator<Line> {
  const chunk = Buffer.allocUnsafe(64 * 1024)
  let parts: Buffer[] = []
  let position = 0
  for (;;) {
    const read = readSync(file, chunk, 0, chunk.length, position)
    if (read === 0) return
    let begin = 0
    for (let feed = chunk.indexOf(10); feed !== -1 && feed < read; feed = chunk.indexOf(10, begin)) {
      parts.push(chunk.subarray(begin, feed))
      begin = feed + 1
      yield { text: Buffer.concat(parts).toString('utf8'), end: position + begin }
      parts = []
    }
    if (begin < read) parts.push(Buffer.from(chunk.subarray(begin, read)))
    position += read
  }
}
