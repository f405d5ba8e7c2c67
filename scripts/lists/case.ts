import { encode } from './encode.ts'

/** One leaver list of `fixtures/lists`, with the flags to read it. */
export interface ListCase {
  file: string
  flags: Readonly<Record<string, string | true>>
  /** Null for one that another program has written: see make-workbooks.py. */
  bytes: Buffer | null
}

interface Format {
  encoding?: string
  byteOrderMark?: boolean
  /** Between the lines and after the last one. CRLF by default, as Excel writes it. */
  lineBreak?: string
  /** Whether a line break follows the last line. */
  ends?: boolean
  flags?: ListCase['flags']
}

/** Makes a list from its lines. */
export function list(
  file: string,
  lines: readonly string[],
  { encoding = 'utf-8', byteOrderMark = false, lineBreak = '\r\n', ends = true, flags = {} }: Format = {},
): ListCase & { bytes: Buffer } {
  const text = lines.join(lineBreak) + (ends ? lineBreak : '')
  return { file, flags, bytes: encode(text, encoding, byteOrderMark) }
}

/** Makes a file from its bytes; each character is one byte. */
export function binary(file: string, bytes: string): ListCase {
  return { file, flags: {}, bytes: Buffer.from(bytes, 'latin1') }
}
