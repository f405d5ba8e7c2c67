import type { Mangling } from '../../offboarding/reason-details.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { monthOf } from '../dates/month-names.ts'

/** What spreadsheets do to IDs, and how it looks afterwards. */
const DAMAGE: readonly (readonly [pattern: RegExp, how: Mangling])[] = [
  [/^[+-]?\d+(?:[.,]\d+)?E[+-]\d{1,3}$/i, 'rounded'],
  [/^\d+[.,]0+$/, 'decimals'],
  [/^\d{1,3}(?:[.,'’\s\u00A0\u202F]\d{3})+$/, 'thousands'],
  [/^#+$/, 'too_narrow'],
  [/^#/, 'formula_failed'],
  [/^=/, 'formula'],
  [/^'(?!-)/, 'apostrophe'],
]

/** What happened to an ID on its way through a spreadsheet, and how to export it; null if nothing is to be seen. */
export function spreadsheetDamage(id: string): Reason | null {
  const how = manglingOf(id)
  return how === null ? null : { code: 'user_id_mangled', how }
}

/** What happened to an ID, or to an employee number, on its way through a spreadsheet; null if nothing is to be seen. */
export const manglingOf = (id: string): Mangling | null =>
  isDate(id) ? 'date' : (DAMAGE.find(([pattern]) => pattern.test(id))?.[1] ?? null)

/** Whether a text is a day as spreadsheets write it when they made one of an ID such as `3-5`. No ID looks so by chance. */
function isDate(id: string): boolean {
  if (/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(id)) return true
  const [, name] =
    /^\d{1,2}-(\p{L}{3,4})\.?(?:-\d{2,4})?$/u.exec(id) ?? /^(\p{L}{3,4})\.?-\d{2}$/u.exec(id) ?? []
  return name !== undefined && monthOf(name) !== undefined
}
