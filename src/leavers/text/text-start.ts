/** The beginning of a text, at most as long as was asked for, and a stream that has the whole text, the beginning included. */
export interface TextStart {
  start: string
  text: AsyncIterable<string>
}

/** Reads until `size` characters, or the end, have come. */
export async function takeStart(source: AsyncIterable<string>, size: number): Promise<TextStart> {
  const pieces = source[Symbol.asyncIterator]()
  let start = ''
  while (start.length < size) {
    const next = await pieces.next()
    if (next.done === true) break
    start += next.value
  }
  const first = start

  async function* text(): AsyncGenerator<string> {
    try {
      if (first !== '') yield first
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value
    } finally {
      await pieces.return?.()
    }
  }
  return { start: first.slice(0, size), text: text() }
}

/** Leaves out the first lines of a text. No piece of the text may end between CR and LF. */
export async function* skipLines(source: AsyncIterable<string>, lines: number): AsyncGenerator<string> {
  let left = lines
  for await (const piece of source) {
    let at = 0
    while (left > 0 && at < piece.length) {
      const end = /\r\n|\n|\r/g
      end.lastIndex = at
      at = end.test(piece) ? end.lastIndex : piece.length
      if (end.lastIndex > 0) left -= 1
    }
    if (at < piece.length) yield at === 0 ? piece : piece.slice(at)
  }
}
