import { monthOf } from '../dates/month-names.ts'

const AS_TEXT = 'Format the column as text in the spreadsheet, restore the IDs and export the list again'

/** What spreadsheets do to IDs, and how it looks afterwards. */
const DAMAGE: readonly (readonly [pattern: RegExp, whatHappened: string])[] = [
  [
    /^[+-]?\d+(?:[.,]\d+)?E[+-]\d{1,3}$/i,
    'a spreadsheet rounded the user ID to a number such as 1.23E+09, so its digits are lost',
  ],
  [/^\d+[.,]0+$/, 'a spreadsheet turned the user ID into a number with decimals'],
  [/^\d{1,3}(?:[.,'’\s\u00A0\u202F]\d{3})+$/, 'a spreadsheet put thousands separators into the user ID'],
  [/^#+$/, 'a spreadsheet showed the user ID as #### because the column was too narrow'],
  [/^#/, 'a formula of the spreadsheet failed where the user ID should be'],
  [/^=/, 'a formula stands where the user ID should be'],
  [/^'(?!-)/, 'a spreadsheet put an apostrophe in front of the user ID'],
]

/** What happened to an ID on its way through a spreadsheet, and how to export it; null if nothing is to be seen. */
export function spreadsheetDamage(id: string): string | null {
  const found = isDate(id) ? A_DATE : DAMAGE.find(([pattern]) => pattern.test(id))?.[1]
  return found === undefined ? null : `${found}. ${AS_TEXT}.`
}

const A_DATE =
  'a spreadsheet took the user ID for a date, such as 5-Mar or 2026-03-05, so what it was is lost'

/** Whether a text is a day as spreadsheets write it when they made one of an ID such as `3-5`. No ID looks so by chance. */
function isDate(id: string): boolean {
  if (/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(id)) return true
  const [, name] =
    /^\d{1,2}-(\p{L}{3,4})\.?(?:-\d{2,4})?$/u.exec(id) ?? /^(\p{L}{3,4})\.?-\d{2}$/u.exec(id) ?? []
  return name !== undefined && monthOf(name) !== undefined
}
