import { MAX_CELL } from '../csv/records.ts'
import { isOn } from './xml.ts'
import { ListError } from '../list-error.ts'

/** How Excel writes what XML cannot hold, and an underscore that would look like it: `_x000D_`, `_x005F_`. NUL stays as it is written. */
const ESCAPE = /_x(?!0000)([0-9A-F]{4})_/gi

/** The text of a string in a workbook: of its runs, whatever their fonts, without how to pronounce it; and whether some of it is struck through. */
export class CellText {
  readonly #name: string
  #text = ''
  #isText = false
  #isPhonetic = false
  #isRunStruck = false
  #isStruck = false

  constructor(name: string) {
    this.#name = name
  }

  clear(): void {
    this.#text = ''
    this.#isRunStruck = false
    this.#isStruck = false
  }

  /** Whether any of the text is struck through. */
  get isStruck(): boolean {
    return this.#isStruck
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    if (tag === 'r') this.#isRunStruck = false
    if (tag === 'strike') this.#isRunStruck = isOn(attribute)
    if (tag === 't') this.#isText = true
    if (tag === 'rPh') this.#isPhonetic = true
  }

  close(tag: string): void {
    if (tag === 't') this.#isText = false
    if (tag === 'rPh') this.#isPhonetic = false
  }

  /** Throws ListError. */
  add(text: string): void {
    if (!this.#isText || this.#isPhonetic) return
    this.#text += text
    if (this.#isRunStruck && text.trim() !== '') this.#isStruck = true
    if (this.#text.length <= MAX_CELL) return
    throw new ListError(`${this.#name}: a cell is longer than a million characters. Is this a leaver list?`)
  }

  read(): string {
    return unescapeText(this.#text)
  }
}

export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text
