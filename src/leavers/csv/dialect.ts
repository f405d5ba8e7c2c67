import { skipLines, takeStart } from '../text/text-start.ts'
import { declaredDelimiter, findDelimiter } from './delimiter.ts'
import { isHeader, refuseQuotedLines, refuseTitleLines } from './header-line.ts'
import { PEEKED } from './peek.ts'

export interface Dialect {
  delimiter: string
  /** The line on which `body` begins. */
  firstLine: number
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
  /** Lines to leave out at the top. */
  skipLines: number
  /** What flags say of the columns: headers, or numbers from 1. */
  wanted: readonly string[]
}

/**
 * Finds out where the table begins in a text, and what separates its columns. Throws ListError where that is not certain, and for a title
 * above the header.
 */
export async function findDialect(
  text: AsyncIterable<string>,
  { name, header, delimiter: given, skipLines: skip, wanted }: DialectOptions,
): Promise<Dialect> {
  const whole = await takeStart(text, PEEKED)
  const declared = declaredDelimiter(whole.start)
  const skipped = declared === null ? skip : Math.max(1, skip)
  const { start, text: body } = await takeStart(skipLines(whole.text, skipped), PEEKED)
  const firstLine = skipped + 1
  const delimiter = given ?? declared ?? undefined
  if (header) refuseQuotedLines(start, firstLine, wanted, name)
  if (header) refuseTitleLines(start, firstLine, delimiter, wanted, name)
  const isKnown = (cells: readonly string[]): boolean => header && isHeader(cells, wanted)
  return { delimiter: delimiter ?? findDelimiter(start, firstLine, isKnown, name), firstLine, body }
}
