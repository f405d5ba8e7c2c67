import { skipLines, takeStart } from '../text/text-start.ts'
import { declaredDelimiter, findDelimiter } from './delimiter.ts'
import { findTitleLines, isHeader, refuseQuotedLines, type WantedHeader } from './header-line.ts'
import { PEEKED } from './peek.ts'

export interface Dialect {
  delimiter: string
  /** The line on which `body` begins. */
  firstLine: number
  /** Lines above the header that were left out though no flag says so. */
  linesAbove: number
  /** The text from the header on, or from the first row on where there is no header. */
  body: AsyncIterable<string>
}

export interface DialectOptions {
  /** For messages. */
  name: string
  /** Whether the list begins with a header. */
  header: boolean
  /** One character, or undefined to find out. */
  delimiter: string | undefined
  /** Lines to leave out at the top, or undefined to find out. */
  skipLines: number | undefined
  wanted: WantedHeader
}

/**
 * Finds out where the table begins in a text, and what separates its columns. Throws ListError where that is not certain.
 */
export async function findDialect(
  text: AsyncIterable<string>,
  { name, header, delimiter: given, skipLines: skip, wanted }: DialectOptions,
): Promise<Dialect> {
  const whole = await takeStart(text, PEEKED)
  const declared = declaredDelimiter(whole.start)
  const skipped = declared === null ? (skip ?? 0) : Math.max(1, skip ?? 0)
  const below = await takeStart(skipLines(whole.text, skipped), PEEKED)
  const delimiter = given ?? declared ?? undefined
  const line = skipped + 1
  if (header) refuseQuotedLines(below.start, line, wanted, name)
  const options = { line, delimiter, wanted, name, mayLeaveOut: skip === undefined }
  const linesAbove = header ? findTitleLines(below.start, options) : 0
  const { start, text: body } =
    linesAbove === 0 ? below : await takeStart(skipLines(below.text, linesAbove), PEEKED)
  const firstLine = line + linesAbove
  const isKnown = (cells: readonly string[]): boolean => header && isHeader(cells, wanted)
  return {
    delimiter: delimiter ?? findDelimiter(start, firstLine, isKnown, name),
    firstLine,
    linesAbove,
    body,
  }
}
