import { chooseEncoding, SAMPLE_BYTES } from './choose-encoding.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { countLineBreaks } from './line-breaks.ts'
import { ListError } from '../list-error.ts'
import { takeSample } from './sample.ts'

/** No company has so many people. A stream without an end would fill the ledger's disk. */
const MAX_LINES = 20_000_000
const MAX_BYTES = 4 * 1024 * 1024 * 1024

/** The text of a list as it streams by, without its byte order mark. No piece ends between CR and LF. */
export interface DecodedList {
  encoding: string
  byteOrderMark: boolean
  text: AsyncIterable<string>
}

/**
 * Decodes a list in the encoding that it is in, or that `wanted` (one of ENCODINGS) says. Bytes that do not fit, and NUL, are
 * a ListError naming the line, never a silent replacement character: a name or an ID changed on the way in could be
 * somebody else's.
 */
export async function decode(
  bytes: AsyncIterable<Uint8Array>,
  wanted: string | undefined,
  name: string,
): Promise<DecodedList> {
  const sample = await takeSample(bytes, SAMPLE_BYTES)
  const { encoding, markLength } = chooseEncoding(sample, wanted, name)
  return {
    encoding,
    byteOrderMark: markLength > 0,
    text: withoutMark(strictText(sample.bytes, encoding, name), markLength > 0),
  }
}

async function* withoutMark(text: AsyncIterable<string>, byteOrderMark: boolean): AsyncGenerator<string> {
  let isStart = byteOrderMark
  for await (const piece of text) {
    yield isStart ? piece.slice(1) : piece
    isStart = false
  }
}

async function* strictText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
  name: string,
): AsyncGenerator<string> {
  const decoder = createDecoder(encoding)
  let line = 1
  let length = 0
  let left: Uint8Array = new Uint8Array(0)
  let carriageReturn = ''
  for await (const chunk of bytes) {
    const joined = left.length === 0 ? chunk : Buffer.concat([left, chunk])
    const end = decoder.cut(joined)
    left = joined.subarray(end)
    let text = carriageReturn + decodeOrThrow(decoder, joined.subarray(0, end), encoding, name, line)
    carriageReturn = text.endsWith('\r') ? '\r' : ''
    if (carriageReturn !== '') text = text.slice(0, -1)
    refuseNul(text, name, line)
    line += countLineBreaks(text)
    length += chunk.length
    if (line > MAX_LINES || length > MAX_BYTES) throw endless(name)
    if (text !== '') yield text
  }
  const end = carriageReturn + decodeOrThrow(decoder, left, encoding, name, line)
  if (end !== '') yield end
}

function endless(name: string): ListError {
  return new ListError(
    `${name} has more than ${MAX_LINES / 1e6} million lines, or ${MAX_BYTES / 1024 ** 3} GiB: no leaver list has. Export it again, or read it in parts.`,
  )
}

function decodeOrThrow(
  decoder: Decoder,
  bytes: Uint8Array,
  encoding: string,
  name: string,
  line: number,
): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    const before = decoder.decodeLoosely(bytes).split('\uFFFD', 1)[0] ?? ''
    const where = `${name}: line ${line + countLineBreaks(before)}`
    throw new ListError(
      `${where} holds bytes that are not ${encoding}. Export the list as "CSV UTF-8", or name its encoding with --encoding.`,
      { cause },
    )
  }
}

function refuseNul(text: string, name: string, line: number): void {
  const at = text.indexOf('\0')
  if (at < 0) return
  throw new ListError(
    `${name}: line ${line + countLineBreaks(text.slice(0, at))} holds a NUL character, which no CSV file does. Is this a CSV file, and whole? Export it again.`,
  )
}
