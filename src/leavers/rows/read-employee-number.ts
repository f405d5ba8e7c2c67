import { attributeValue } from '../../offboarding/identity/attribute-value.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { withoutDefusing } from '../../offboarding/text/defuse.ts'
import { isPlaceholder } from '../words/placeholder.ts'
import { manglingOf } from './spreadsheet-damage.ts'

export type ReadNumber = { ok: true; number: string | null } | { ok: false; reason: Reason }

/** The employee number in a cell, null where it is empty. Sites choose how theirs look, so nothing but what spreadsheets do to them is wrong. */
export function readEmployeeNumber(cell: string): ReadNumber {
  const number = attributeValue(withoutDefusing(cell))
  if (number === '') return { ok: true, number: null }
  if (isPlaceholder(number)) return { ok: false, reason: { code: 'attribute_missing' } }
  const how = manglingOf(number)
  return how === null ? { ok: true, number } : { ok: false, reason: { code: 'attribute_mangled', how } }
}
