import { MAX_SMALL_PART } from './contents.ts'
import { numberFormat, type NumberFormat } from './number-format.ts'
import { handleXml, isOn } from './xml.ts'
import { damaged, type Zip } from './zip.ts'

/** Excel has no more. */
const MAX_STYLES = 65_536

/** How cells are shown, by the number of their style. */
export interface Styles {
  numbers: readonly NumberFormat[]
  /** Those that strike what is in the cell through. */
  struck: ReadonlySet<number>
}

/** Reads the styles of a workbook. Throws ListError. */
export async function readStyles(zip: Zip, path: string | null, name: string): Promise<Styles> {
  const reader = new StyleReader()
  if (path !== null) {
    await handleXml(zip.read(path, MAX_SMALL_PART), name, {
      open: (tag, attribute) => {
        reader.open(tag, attribute)
        if (reader.size > MAX_STYLES) throw damaged(name, 'too many styles')
      },
      close: (tag) => {
        reader.close(tag)
      },
    })
  }
  return reader
}

/** The fonts and the styles stand in lists, of which others have elements of the same names. */
const LISTS = ['fonts', 'cellXfs']

class StyleReader implements Styles {
  readonly numbers: NumberFormat[] = []
  readonly struck = new Set<number>()
  readonly #codes = new Map<number, string>()
  readonly #formats = new Map<number, NumberFormat>()
  readonly #struckFonts = new Set<number>()
  #fonts = 0
  #list = ''

  get size(): number {
    return Math.max(this.numbers.length, this.#codes.size, this.#fonts)
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    if (LISTS.includes(tag)) this.#list = tag
    else if (tag === 'numFmt')
      this.#codes.set(Number(attribute('numFmtId') ?? 0), attribute('formatCode') ?? '')
    else if (this.#list === 'fonts' && tag === 'font') this.#fonts += 1
    else if (this.#list === 'fonts' && tag === 'strike' && isOn(attribute))
      this.#struckFonts.add(this.#fonts - 1)
    else if (this.#list === 'cellXfs' && tag === 'xf') this.#addStyle(attribute)
  }

  close(tag: string): void {
    if (tag === this.#list) this.#list = ''
  }

  #addStyle(attribute: (name: string) => string | undefined): void {
    const id = Number(attribute('numFmtId') ?? 0)
    const format = this.#formats.get(id) ?? numberFormat(id, this.#codes.get(id))
    this.#formats.set(id, format)
    if (this.#struckFonts.has(Number(attribute('fontId') ?? 0))) this.struck.add(this.numbers.length)
    this.numbers.push(format)
  }
}
