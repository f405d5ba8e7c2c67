/** The first bytes of a list, and a stream that has all of its bytes, those included. */
export interface Sample {
  start: Uint8Array
  /** Whether `start` is all there is. */
  isWhole: boolean
  bytes: AsyncIterable<Uint8Array>
}

/** Reads until `size` bytes, or the end, have come. At most `size` bytes and one chunk are in memory. */
export async function takeSample(source: AsyncIterable<Uint8Array>, size: number): Promise<Sample> {
  const chunks = source[Symbol.asyncIterator]()
  const taken: Uint8Array[] = []
  let length = 0
  let isWhole = false
  while (length < size) {
    const next = await chunks.next()
    if (next.done === true) {
      isWhole = true
      break
    }
    taken.push(next.value)
    length += next.value.length
  }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      // Each chunk is dropped once it is read, so that the sample does not stay in memory while the rest of the list is read.
      for (let chunk = taken.shift(); chunk !== undefined; chunk = taken.shift()) yield chunk
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
    } finally {
      await chunks.return?.()
    }
  }
  return { start: Buffer.concat(taken), isWhole, bytes: bytes() }
}
