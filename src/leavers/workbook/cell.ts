import type { CellNote } from '../csv/csv-options.ts'
import { unescapeText } from './cell-text.ts'
import { inPlaces, type NumberFormat } from './number-format.ts'
import { serialText } from '../dates/serial-text.ts'

/** A cell as it stands in a sheet. */
export interface RawCell {
  /** `s`, `str`, `inlineStr`, `b`, `e`, `d` or `n`. */
  type: string
  style: number
  /** Null where there is none. */
  value: string | null
  inline: string
  /** Whether some of the inline text is struck through. */
  isInlineStruck: boolean
  hasFormula: boolean
}

/** What the cells of a workbook refer to. */
export interface CellContext {
  strings: { get: (index: number) => string | undefined; isStruck: (index: number) => boolean }
  styles: readonly NumberFormat[]
  /** The styles that strike what is in the cell through. */
  struck: ReadonlySet<number>
  is1904: boolean
}

/** A cell as it is shown, and what a list has to know of it besides. */
export interface Cell {
  text: string
  note: CellNote | null
}

/** From here on a spreadsheet does not keep every digit. */
const FIRST_ROUNDED = 1e15
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?$/i
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/

const plain = (text: string): Cell => ({ text, note: null })

/** Reads a cell as a spreadsheet shows it. Null where it is none that a spreadsheet could have written. */
export function readCell(raw: RawCell, context: CellContext): Cell | null {
  const { type, value, hasFormula } = raw
  if (type === 'inlineStr') return plain(raw.inline)
  // A formula whose result is an empty text has a value, which is empty. With a number, openpyxl writes so that there is none.
  const isEmpty = value === null || (value === '' && type !== 'str')
  if (isEmpty) return hasFormula ? { text: '', note: 'no_value' } : plain('')
  switch (type) {
    case 's': {
      const text = /^\d{1,9}$/.test(value) ? context.strings.get(Number(value)) : undefined
      return text === undefined ? null : plain(text)
    }
    case 'str':
      return plain(unescapeText(value))
    case 'b':
      return plain(value === '1' || value === 'true' ? 'TRUE' : 'FALSE')
    case 'e':
      return { text: value, note: 'failed' }
    case 'd':
      return DATE.test(value)
        ? { text: value.replace('T00:00:00', '').replace('T', ' '), note: 'date' }
        : plain(value)
    case 'n':
      return NUMBER.test(value.trim()) ? readNumber(value.trim(), raw.style, context) : null
    default:
      return null
  }
}

/** Whether what is in a cell, or some of it, is struck through. */
export const isStruck = (
  { type, style, value, isInlineStruck }: RawCell,
  { strings, struck }: CellContext,
): boolean =>
  struck.has(style) ||
  (type === 'inlineStr' && isInlineStruck) ||
  (type === 's' && value !== null && strings.isStruck(Number(value)))

function readNumber(value: string, style: number, { styles, is1904 }: CellContext): Cell {
  const format = styles[style] ?? { kind: 'plain' }
  const number = Number(value)
  if (format.kind === 'date') {
    const text = serialText(number, format, is1904)
    if (text !== null) return { text, note: 'date' }
  }
  const isWhole = Number.isInteger(number)
  if (isWhole && Math.abs(number) >= FIRST_ROUNDED) {
    return { text: /^\d+$/.test(value) ? value : BigInt(number).toString(), note: 'rounded' }
  }
  if (format.kind === 'digits' && isWhole && number >= 0)
    return plain(inPlaces(String(number), format.places))
  // Spreadsheets show fifteen digits of what is no whole number.
  const text = String(isWhole ? number : Number(number.toPrecision(15)))
  if (format.kind === 'other' && format.saysOtherwise) return { text, note: 'shown_otherwise' }
  return { text, note: is1904 ? 'from_1904' : null }
}
