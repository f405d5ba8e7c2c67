import { MAX_SMALL_PART } from './contents.ts'
import { numberFormat, type NumberFormat } from './number-format.ts'
import { handleXml } from './xml.ts'
import { damaged, type Zip } from './zip.ts'

/** Excel has no more. */
const MAX_STYLES = 65_536

/** How numbers are shown, by the style of their cell. Throws ListError. */
export async function readStyles(
  zip: Zip,
  path: string | null,
  name: string,
): Promise<readonly NumberFormat[]> {
  if (path === null) return []
  const codes = new Map<number, string>()
  const styles: NumberFormat[] = []
  const known = new Map<number, NumberFormat>()
  let isCellStyle = false
  await handleXml(zip.read(path, MAX_SMALL_PART), name, {
    open(tag, attribute) {
      const id = Number(attribute('numFmtId') ?? 0)
      if (tag === 'numFmt') codes.set(id, attribute('formatCode') ?? '')
      if (tag === 'cellXfs') isCellStyle = true
      if (tag !== 'xf' || !isCellStyle) return
      const format = known.get(id) ?? numberFormat(id, codes.get(id))
      known.set(id, format)
      styles.push(format)
      if (styles.length > MAX_STYLES || codes.size > MAX_STYLES) throw damaged(name, 'too many styles')
    },
    close(tag) {
      if (tag === 'cellXfs') isCellStyle = false
    },
  })
  return styles
}
