import { createHash } from 'node:crypto'
import { ListError } from './list-error.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** The text of a list as it streams by, and what can be said of its bytes. */
export interface DecodedList {
  encoding: string
  byteOrderMark: boolean
  text: AsyncIterable<string>
  /** SHA-256 of all bytes, in hexadecimal. Only once the text has been read to its end. */
  sha256: () => string
}

/**
 * Decodes UTF-8, with or without a byte order mark. Bytes that are not UTF-8 are a ListError naming the line, never a silent
 * replacement character: a name or an ID changed on the way in could be somebody else's.
 */
export async function decode(bytes: AsyncIterable<Uint8Array>, name: string): Promise<DecodedList> {
  const hash = createHash('sha256')
  const chunks = strictUtf8(bytes, name, hash)
  const first = await chunks.next()
  const start = first.done ? '' : first.value
  const byteOrderMark = start.startsWith(BYTE_ORDER_MARK)

  async function* text(): AsyncGenerator<string> {
    yield byteOrderMark ? start.slice(1) : start
    yield* chunks
  }
  return { encoding: 'utf-8', byteOrderMark, text: text(), sha256: () => hash.digest('hex') }
}

async function* strictUtf8(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 1
  for await (const chunk of bytes) {
    hash.update(chunk)
    const text = decodeOrThrow(decoder, chunk, name, line)
    line += countLines(text)
    if (text !== '') yield text
  }
  decodeOrThrow(decoder, undefined, name, line)
}

function decodeOrThrow(
  decoder: InstanceType<typeof TextDecoder>,
  chunk: Uint8Array | undefined,
  name: string,
  line: number,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (cause) {
    const before = chunk === undefined ? '' : new TextDecoder().decode(chunk).split('\uFFFD', 1)[0]
    throw new ListError(
      `${name}: line ${line + countLines(before ?? '')} is not UTF-8. Export the list as "CSV UTF-8" and run again.`,
      { cause },
    )
  }
}

const countLines = (text: string): number => text.split('\n').length - 1
