import { cellAddress } from '../columns/cell-address.ts'
import { MAX_ROW } from '../csv/records.ts'
import { ListError } from '../list-error.ts'
import { CellText } from './cell-text.ts'
import { isStruck, readCell, type Cell, type CellContext, type RawCell } from './cell.ts'
import { isTrue, type Sheet } from './contents.ts'
import { readXml, type XmlHandlers } from './xml.ts'
import { damaged, type Zip } from './zip.ts'

/** A row with the cells it has, in order, each with the number of its column. Both are counted from 1. */
export interface SheetRow {
  number: number
  isHidden: boolean
  cells: readonly SheetCell[]
}

interface SheetCell extends Cell {
  column: number
  /** Whether some of it is struck through. */
  isStruck: boolean
}

/** A part of a sheet, by the numbers of its first and last columns and rows. */
export interface Range {
  columns: readonly [first: number, last: number]
  rows: readonly [first: number, last: number]
}

/** What a sheet says besides its rows, as far as it has been read. */
export interface SheetFacts {
  hiddenColumns: (readonly [first: number, last: number])[]
  merged: Range[]
  /** Whether a filter leaves only some rows to be seen. */
  isFiltered: boolean
}

/** What Excel has. */
const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384
/** Nobody has merged so many cells, or hidden so many columns, by hand. */
const MAX_RANGES = 100_000

export const newFacts = (): SheetFacts => ({ hiddenColumns: [], merged: [], isFiltered: false })

/**
 * Reads the rows of a sheet that have cells, many at a time, and notes in `facts` what else it says: of columns before the first row, of
 * filters and merged cells by the end. `name` is the workbook's, for messages. Throws ListError.
 */
export async function* readRows(
  zip: Zip,
  sheet: Sheet,
  context: CellContext,
  facts: SheetFacts,
  name: string,
): AsyncGenerator<readonly SheetRow[]> {
  const where = `${name}: sheet ${JSON.stringify(sheet.name)}`
  yield* readXml<SheetRow>(zip.read(sheet.path), name, (emit) => {
    const rows = new RowHandlers(context, emit, where)
    let isRows = false
    return {
      open(tag, attribute) {
        if (tag === 'sheetData') isRows = true
        else if (isRows) rows.open(tag, attribute)
        else noteFact(facts, tag, attribute, where)
      },
      close(tag) {
        if (tag === 'sheetData') isRows = false
        else if (isRows) rows.close(tag)
      },
      text: (text) => {
        if (isRows) rows.text(text)
      },
    }
  })
}

const isZero = (size: string | undefined): boolean => size !== undefined && Number(size) === 0

type Attribute = (name: string) => string | undefined

class RowHandlers implements XmlHandlers {
  readonly #context: CellContext
  readonly #emit: (row: SheetRow) => void
  readonly #where: string
  readonly #inline: CellText
  #row: { number: number; isHidden: boolean; cells: SheetCell[] } = {
    number: 0,
    isHidden: false,
    cells: [],
  }
  #column = 0
  #length = 0
  #cell: RawCell | null = null
  #isValue = false

  constructor(context: CellContext, emit: (row: SheetRow) => void, where: string) {
    this.#context = context
    this.#emit = emit
    this.#where = where
    this.#inline = new CellText(where)
  }

  open(tag: string, attribute: Attribute): void {
    if (tag === 'row') this.#openRow(attribute)
    else if (tag === 'c') this.#openCell(attribute)
    else if (this.#cell === null) return
    else if (tag === 'f') this.#cell.hasFormula = true
    else if (tag === 'v') {
      this.#isValue = true
      this.#cell.value = ''
    } else this.#inline.open(tag, attribute)
  }

  text(text: string): void {
    if (this.#isValue && this.#cell !== null) {
      this.#cell.value = `${this.#cell.value ?? ''}${text}`
      if (this.#cell.value.length > MAX_ROW) this.#tooLong()
    } else this.#inline.add(text)
  }

  close(tag: string): void {
    if (tag === 'v') this.#isValue = false
    else if (tag === 'c') this.#closeCell()
    else if (tag === 'row') {
      if (this.#row.cells.length > 0) this.#emit(this.#row)
    } else this.#inline.close(tag)
  }

  #openRow(attribute: Attribute): void {
    // Some programs leave the numbers out. Each row then follows the one before.
    const number = Number(attribute('r') ?? this.#row.number + 1)
    if (!(Number.isInteger(number) && number > this.#row.number && number <= MAX_ROWS)) {
      throw damaged(this.#where, `row ${String(number).slice(0, 20)} follows row ${this.#row.number}`)
    }
    // A row of no height is not seen either.
    const isHidden = isTrue(attribute('hidden')) || isZero(attribute('ht'))
    this.#row = { number, isHidden, cells: [] }
    this.#column = 0
    this.#length = 0
  }

  #openCell(attribute: Attribute): void {
    const address = attribute('r')
    const column = address === undefined ? this.#column + 1 : this.#columnOf(address)
    if (!(column > this.#column && column <= MAX_COLUMNS)) {
      throw damaged(this.#where, `cell ${String(address).slice(0, 20)} stands out of order`)
    }
    this.#column = column
    this.#inline.clear()
    this.#cell = {
      type: attribute('t') ?? 'n',
      style: Number(attribute('s') ?? 0),
      value: null,
      inline: '',
      isInlineStruck: false,
      hasFormula: false,
    }
  }

  #columnOf(address: string): number {
    const { columns, rows } = rangeOf(address)
    return rows[0] === this.#row.number ? columns[0] : NaN
  }

  #closeCell(): void {
    if (this.#cell === null) return
    this.#cell.inline = this.#inline.read()
    this.#cell.isInlineStruck = this.#inline.isStruck
    const cell = readCell(this.#cell, this.#context)
    if (cell === null) {
      throw damaged(
        this.#where,
        `cell ${cellAddress(this.#column, this.#row.number)} has a value that none can have`,
      )
    }
    const isOut = isStruck(this.#cell, this.#context)
    this.#cell = null
    if (cell.text === '' && cell.note === null) return
    this.#length += cell.text.length
    if (this.#length > MAX_ROW) this.#tooLong()
    this.#row.cells.push({ ...cell, column: this.#column, isStruck: isOut })
  }

  #tooLong(): never {
    throw new ListError(
      `${this.#where}: row ${this.#row.number} is longer than 4 megabytes. Is this a leaver list?`,
    )
  }
}

function noteFact(facts: SheetFacts, tag: string, attribute: Attribute, where: string): void {
  if (tag === 'col' && (isTrue(attribute('hidden')) || isZero(attribute('width')))) {
    facts.hiddenColumns.push([Number(attribute('min')), Number(attribute('max'))])
  }
  if (tag === 'filterColumn') facts.isFiltered = true
  if (tag === 'mergeCell') facts.merged.push(rangeOf(attribute('ref') ?? ''))
  if (facts.hiddenColumns.length + facts.merged.length <= MAX_RANGES) return
  throw new ListError(`${where} has more than ${MAX_RANGES} merged cells. Is this a leaver list?`)
}

/** `B5` or `B5:C7`, with or without `$`. NaN for what is no address. */
function rangeOf(text: string): Range {
  const [first = '', last = first] = text.split(':')
  const [from, to] = [cellAt(first), cellAt(last)]
  return { columns: [from.column, to.column], rows: [from.row, to.row] }
}

function cellAt(address: string): { column: number; row: number } {
  const [, letters = '', row = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(address) ?? []
  if (letters === '') return { column: NaN, row: NaN }
  const column = Array.from(letters.toUpperCase()).reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  )
  return { column, row: Number(row) }
}
