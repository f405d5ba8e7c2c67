import { ListError } from '../list-error.ts'
import { NOTHING_LEFT_OUT, type LeftOut } from '../../offboarding/run/left-out.ts'
import type { Sheet } from './contents.ts'

/** What the first rows of a sheet show. */
export interface SheetStart {
  isEmpty: boolean
  /** Whether a header of a leaver list stands in them. */
  hasHeader: boolean
}

/** How many sheets a message names. */
const SHOWN = 10

/**
 * Finds the sheet that is the list: the one that `wanted` names, or the only one that can be seen and has something on it, or the only one
 * of those with the header of a list. Throws ListError where that leaves several, or none, or the sheet cannot be seen.
 */
export async function chooseSheet(
  sheets: readonly Sheet[],
  wanted: string | undefined,
  look: (sheet: Sheet) => Promise<SheetStart>,
  name: string,
): Promise<{ sheet: Sheet; leftOut: LeftOut }> {
  if (wanted !== undefined) return { sheet: findSheet(sheets, wanted, name), leftOut: NOTHING_LEFT_OUT }
  const visible = sheets.filter(({ isHidden }) => !isHidden)
  const filled: Sheet[] = []
  const lists: Sheet[] = []
  for (const sheet of visible.length > 1 ? visible : []) {
    const { isEmpty, hasHeader } = await look(sheet)
    if (!isEmpty) filled.push(sheet)
    if (!isEmpty && hasHeader) lists.push(sheet)
  }
  const candidates = lists.length > 0 ? lists : filled
  const [sheet = visible[0], ...others] = candidates
  if (sheet === undefined) {
    throw new ListError(
      `${name} has no sheet that can be seen. Show the sheet with the leavers, and save the workbook.`,
    )
  }
  if (others.length > 0) {
    throw new ListError(
      `${name}: sheets ${inWords(candidates)} could each be the list. Name the right one: --sheet ${JSON.stringify(sheet.name)}.`,
    )
  }
  const hiddenSheets = sheets.length - visible.length
  return {
    sheet,
    leftOut: { ...NOTHING_LEFT_OUT, hiddenSheets, otherSheets: filled.length - candidates.length },
  }
}

function findSheet(sheets: readonly Sheet[], wanted: string, name: string): Sheet {
  const same = (text: string): string => text.trim().toLowerCase()
  const sheet = sheets.find((one) => same(one.name) === same(wanted))
  if (sheet === undefined) {
    const visible = sheets.filter(({ isHidden }) => !isHidden)
    throw new ListError(
      `${name}: there is no sheet ${JSON.stringify(wanted)}; the sheets are ${inWords(visible)}. Correct --sheet.`,
    )
  }
  if (!sheet.isHidden) return sheet
  throw new ListError(
    `${name}: sheet ${JSON.stringify(sheet.name)} is hidden, so nobody sees who stands on it. Show it (in Excel, right-click a sheet's tab > Unhide), and save the workbook.`,
  )
}

function inWords(sheets: readonly Sheet[]): string {
  const names = sheets.slice(0, SHOWN).map((sheet) => JSON.stringify(sheet.name.slice(0, 60)))
  const more = sheets.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ')
}
