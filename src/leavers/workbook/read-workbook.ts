import type { ListCheck } from '../checks/list-check.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import { isBlank, type CellNote, type CsvRecord } from '../csv/csv-options.ts'
import { findTitleRecords, isHeader, TITLE_LINES, type WantedHeader } from '../csv/header-line.ts'
import { ListError } from '../list-error.ts'
import type { LeftOut } from '../../offboarding/run/left-out.ts'
import { chooseSheet, type SheetStart } from './choose-sheet.ts'
import { readContents, type Sheet } from './contents.ts'
import { refuseOlderFormat, refuseOtherZip } from './foreign-file.ts'
import { SharedStrings } from './shared-strings.ts'
import { newFacts, readRows, type SheetFacts, type SheetRow } from './sheet.ts'
import { Spool } from './spool.ts'
import { readStyles } from './styles.ts'
import { UnseenCells } from './unseen-cells.ts'
import { Zip } from './zip.ts'

export interface WorkbookOptions {
  /** For messages. */
  name: string
  /** The sheet that is the list, or undefined to find out. */
  sheet: string | undefined
  header: boolean
  /** Rows of the sheet to leave out at the top. */
  skipLines: number | undefined
  wanted: WantedHeader
}

/** A workbook whose list has been found. */
export interface WorkbookList {
  sheet: string
  /** What was left out; complete once all records were read. */
  leftOut: () => Omit<LeftOut, 'below'>
  /** The records of the list, the first of which may be its header, many at a time. Lets go of the workbook when it is over. */
  records: AsyncGenerator<readonly CsvRecord[]>
  /** What has to be seen to of the list, once its columns are known. */
  check: (layout: ListLayout) => ListCheck<CsvRecord>
}

/** No list has more columns. Each row is as wide as the header. */
const MAX_WIDTH = 1000
/** The first rows, by which a header is looked for. */
const PEEKED = 50

/**
 * Opens a workbook: an `.xlsx` file under any name. `kind`: a ZIP, or a file in Microsoft's older format, which none is. Throws ListError
 * for what is no workbook, is damaged or could not have been written by a spreadsheet program, and where it is not certain which sheet is
 * the list. In memory there are a few megabytes of it, however long it is.
 */
export async function readWorkbook(
  bytes: AsyncIterable<Uint8Array>,
  kind: 'zip' | 'ole',
  options: WorkbookOptions,
): Promise<WorkbookList> {
  const strings = new SharedStrings()
  let spool: Spool | undefined
  const close = (): void => {
    spool?.dispose()
    strings.dispose()
  }
  try {
    spool = await Spool.fill(bytes, options.name)
    if (kind === 'ole') refuseOlderFormat(spool, options.name)
    return await findList(spool, strings, options, close)
  } catch (error) {
    close()
    throw isOutOfRoom(error) ? noRoom(options.name, error) : error
  }
}

const isOutOfRoom = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'

const noRoom = (name: string, cause: Error): ListError =>
  new ListError(
    `${name} cannot be kept while it is read (${cause.message}). Make room in the folder of --out, or save the sheet as "CSV UTF-8 (Comma delimited)".`,
    { cause },
  )

async function findList(
  spool: Spool,
  strings: SharedStrings,
  options: WorkbookOptions,
  close: () => void,
): Promise<WorkbookList> {
  const { name } = options
  const zip = await Zip.open(spool, name)
  if (zip === null) {
    throw new ListError(
      `${name} is a workbook or a ZIP archive, and is damaged or cut off: its end is missing. Copy it, or export it, again.`,
    )
  }
  refuseOtherZip(zip, name)
  const contents = await readContents(zip, name)
  const { numbers, struck } = await readStyles(zip, contents.styles, name)
  const context = { strings, styles: numbers, struck, is1904: contents.is1904 }
  await strings.read(zip, contents.strings, name)
  const rowsOf = (one: Sheet, facts: SheetFacts): AsyncGenerator<readonly SheetRow[]> =>
    readRows(zip, one, context, facts, name)
  const { sheet, leftOut } = await chooseSheet(
    contents.sheets,
    options.sheet,
    async (one) => {
      const { first, rest } = await takeRows(rowsOf(one, newFacts()))
      await rest.return(undefined)
      return lookAt(first, options)
    },
    name,
  )
  const facts = newFacts()
  let above = 0
  const leaveOutAbove = (lines: number): void => {
    above = lines
  }
  return {
    sheet: sheet.name,
    leftOut: () => ({ ...leftOut, above }),
    records: until(close, readList(rowsOf(sheet, facts), { ...options, sheet: sheet.name, leaveOutAbove })),
    check: (layout) => new UnseenCells(layout, facts, `${name}: sheet ${JSON.stringify(sheet.name)}`),
  }
}

async function* until<Item>(close: () => void, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } finally {
    close()
  }
}

function lookAt(rows: readonly SheetRow[], { header, skipLines = 0, wanted }: WorkbookOptions): SheetStart {
  const below = rows.filter(({ number }) => number > skipLines).slice(0, TITLE_LINES)
  return {
    isEmpty: below.length === 0,
    hasHeader: !header || below.some((row) => isHeader(dense(row, widthOf(row)).cells, wanted)),
  }
}

/** The first rows that are not blank, and those that come behind. */
async function takeRows(
  rows: AsyncGenerator<readonly SheetRow[]>,
  skipLines = 0,
): Promise<{ first: readonly SheetRow[]; rest: AsyncGenerator<readonly SheetRow[]> }> {
  const first: SheetRow[] = []
  while (first.length < PEEKED) {
    const next = await rows.next()
    if (next.done === true) break
    first.push(...next.value.filter((row) => row.number > skipLines && !isBlankRow(row)))
  }
  return { first, rest: rows }
}

async function* readList(
  rows: AsyncGenerator<readonly SheetRow[]>,
  options: WorkbookOptions & { sheet: string; leaveOutAbove: (lines: number) => void },
): AsyncGenerator<readonly CsvRecord[]> {
  const { name, header, skipLines = 0, leaveOutAbove } = options
  const { first: all, rest } = await takeRows(rows, skipLines)
  const above = header ? findTitleRows(all, options) : 0
  leaveOutAbove(above)
  const first = all.filter(({ number }) => number > skipLines + above)
  const peeked = first.slice(0, PEEKED).map((row) => dense(row, widthOf(row)))
  const width = header
    ? (peeked[0]?.cells.length ?? 0)
    : Math.max(0, ...peeked.map(({ cells }) => cells.length))
  if (width > MAX_WIDTH) {
    throw new ListError(
      `${name}: row ${peeked[0]?.line ?? 1} has ${width} columns; at most ${MAX_WIDTH} are read. Is this a leaver list?`,
    )
  }
  if (first.length > 0) yield first.map((row) => dense(row, width))
  for await (const some of rest) {
    yield some.filter((row) => !isBlankRow(row)).map((row) => dense(row, width))
  }
}

/** The number of rows above the header that are a title. Throws ListError where the first row is no header otherwise. */
function findTitleRows(
  rows: readonly SheetRow[],
  { name, sheet, skipLines, wanted }: WorkbookOptions & { sheet: string },
): number {
  const looked = rows.slice(0, PEEKED)
  const header = looked.find((row) => isHeader(dense(row, widthOf(row)).cells, wanted))
  const records = looked.map((row) => dense(row, widthOf(header ?? row)))
  const line = (skipLines ?? 0) + 1
  return findTitleRecords([records], { name, sheet, line, wanted, mayLeaveOut: skipLines === undefined })
}

const isBlankRow = ({ cells }: SheetRow): boolean =>
  cells.every(({ note }) => note === null) && isBlank(cells.map(({ text }) => text))

/** The number of the last column with something in it. */
const widthOf = ({ cells }: SheetRow): number =>
  cells.findLast(({ text, note }) => text.trim() !== '' || note !== null)?.column ?? 0

/** A row as a record of as many cells as the list has columns. What stands beyond them comes behind, and makes it one too wide. */
function dense({ number, isHidden, cells }: SheetRow, width: number): CsvRecord {
  const texts = Array.from({ length: width }, () => '')
  let notes: Map<number, CellNote> | undefined
  let struck: Set<number> | undefined
  for (const { column, text, note, isStruck } of cells) {
    if (column <= width) texts[column - 1] = text
    else if (text.trim() !== '') texts.push(text)
    if (note !== null && column <= width) (notes ??= new Map<number, CellNote>()).set(column, note)
    if (isStruck && text.trim() !== '') (struck ??= new Set<number>()).add(column)
  }
  return {
    line: number,
    cells: texts,
    ...(notes && { notes }),
    ...(struck && { struck }),
    ...(isHidden && { isHidden }),
  }
}
