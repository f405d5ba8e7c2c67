import { handleXml } from './xml.ts'
import { damaged, type Zip } from './zip.ts'

/** A sheet with cells; charts and macros are none. */
export interface Sheet {
  name: string
  path: string
  /** Hidden, or hidden so well that Excel does not offer to show it. */
  isHidden: boolean
}

/** What is where in a workbook. */
export interface Contents {
  sheets: readonly Sheet[]
  /** Whether days are counted from 1904, as old Macs did. */
  is1904: boolean
  /** The part with the strings of all sheets, and the one with the formats of numbers; null where there is none. */
  strings: string | null
  styles: string | null
}

/** The most bytes of a part that is no sheet and has no strings. */
export const MAX_SMALL_PART = 32 * 1024 * 1024
const MAX_SHEETS = 1000

/** Finds the parts of a workbook by what they say of each other, as Excel does. Throws ListError. */
export async function readContents(zip: Zip, name: string): Promise<Contents> {
  const workbook = [...(await relations(zip, '', name)).values()].find(
    ({ type }) => type === 'officeDocument',
  )
  if (workbook === undefined) throw damaged(name, 'the workbook itself is missing')
  const parts = await relations(zip, workbook.path, name)
  const byType = (type: string): string | null =>
    [...parts.values()].find((part) => part.type === type)?.path ?? null
  const sheets: Sheet[] = []
  let is1904 = false
  await handleXml(zip.read(workbook.path, MAX_SMALL_PART), name, {
    open(tag, attribute) {
      if (tag === 'workbookPr') is1904 = isTrue(attribute('date1904'))
      if (tag !== 'sheet') return
      const part = parts.get(attribute(':id') ?? '')
      if (part === undefined) throw damaged(name, 'a sheet is missing')
      if (part.type !== 'worksheet') return
      sheets.push({ name: attribute('name') ?? '', path: part.path, isHidden: isHidden(attribute('state')) })
      if (sheets.length > MAX_SHEETS) throw damaged(name, `more than ${MAX_SHEETS} sheets`)
    },
  })
  return { sheets, is1904, strings: byType('sharedStrings'), styles: byType('styles') }
}

/** Whether an attribute says yes. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

const isHidden = (state: string | undefined): boolean => state !== undefined && state !== 'visible'

interface Relation {
  /** The last part of its address: `worksheet`, whichever edition of the standard it is. */
  type: string
  path: string
}

/** What a part says of others, by ID; `''` is the package itself. */
async function relations(zip: Zip, path: string, name: string): Promise<Map<string, Relation>> {
  const at = path.lastIndexOf('/') + 1
  const found = new Map<string, Relation>()
  await handleXml(zip.read(`${path.slice(0, at)}_rels/${path.slice(at)}.rels`, MAX_SMALL_PART), name, {
    open(tag, attribute) {
      if (tag !== 'Relationship' || attribute('TargetMode') === 'External') return
      const type = attribute('Type') ?? ''
      found.set(attribute('Id') ?? '', {
        type: type.slice(type.lastIndexOf('/') + 1),
        // Some programs write paths as Windows does.
        path: resolvePart(path.slice(0, at), (attribute('Target') ?? '').replaceAll('\\', '/')),
      })
    },
  })
  return found
}

/** `worksheets/sheet1.xml`, as a part in `folder` names it, or `/xl/worksheets/sheet1.xml`. Nothing leads out of the package. */
function resolvePart(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
