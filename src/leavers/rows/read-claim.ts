import { parseEmail } from '../../offboarding/identity/email.ts'
import type { Claim, ClaimedUser } from '../../offboarding/leaver.ts'
import type { Reason } from '../../offboarding/reason.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { parseUserId } from '../../offboarding/identity/user-id.ts'
import { readEmployeeNumber } from './read-employee-number.ts'
import { spreadsheetDamage } from './spreadsheet-damage.ts'
import { wordsOf } from '../vocabulary/normalize.ts'
import { isPlaceholder, isPlaceholderAddress } from '../words/placeholder.ts'

/** The longest cell that is looked at, in characters: some patterns take quadratic time, and a cell may have a million. */
const MAX_LOOKED_AT = 1000

/** What a record says about who is to leave, whenever that is. `width` is the header's. */
export function readClaim(cells: readonly string[], width: number, columns: ListColumns): Claim {
  if (cells.length !== width) return { kind: 'invalid', reason: wrongWidth(cells, width) }
  const text = (column: ListColumn | null): string =>
    column === null ? '' : (cells[column.number - 1] ?? '').trim()
  const numbers = columns.attribute ?? null

  const long = [columns.id, columns.email, numbers].find((column) => text(column).length > MAX_LOOKED_AT)
  if (long !== undefined) {
    return { kind: 'invalid', reason: at(long, { code: 'cell_too_long', length: text(long).length }) }
  }
  const idText = text(columns.id)
  const id = idText === '' ? null : parseUserId(idText)
  if (id?.ok === false) {
    const reason: Reason = isPlaceholder(idText)
      ? MISSING_ID
      : (spreadsheetDamage(idText) ?? whyAnAddress(idText) ?? id.reason)
    return { kind: 'invalid', reason: at(columns.id, reason) }
  }
  // Some texts could be IDs by their characters, and are none: TBD, 1E-05.
  const mangled = id === null ? null : isPlaceholder(id.id) ? MISSING_ID : spreadsheetDamage(id.id)
  if (mangled !== null) return { kind: 'invalid', reason: at(columns.id, mangled) }

  const attribute = readEmployeeNumber(text(numbers))
  if (!attribute.ok) return { kind: 'invalid', reason: at(numbers, attribute.reason) }
  const { number } = attribute

  const emailText = text(columns.email)
  const email = emailText === '' ? null : parseEmail(emailText)
  if (isPlaceholder(emailText) || (email?.ok === true && isPlaceholderAddress(email.email))) {
    return { kind: 'invalid', reason: at(columns.email, { code: 'email_missing' }) }
  }
  if (email?.ok === false) return { kind: 'invalid', reason: at(columns.email, email.reason) }
  if (id === null && email === null && number === null)
    return { kind: 'invalid', reason: whatIsMissing(columns) }
  const name = wholeName(columns.name.map(text))
  return {
    kind: 'leaver',
    id: id?.id ?? null,
    email: email?.email ?? null,
    name: name === '' ? null : name,
    ...(number !== null && { attribute: number }),
  }
}

/** A name of its parts. Under a mere `Name` the whole name may stand, though the first name has a column of its own. */
function wholeName(parts: readonly string[]): string {
  const [first = '', last = ''] = parts
  const name = isWithin(first, last) ? last : parts.join(' ')
  return name.replace(/\s+/g, ' ').trim()
}

/** Whether all words of a name stand in a longer one. */
function isWithin(name: string, longer: string): boolean {
  if (name === '' || longer.length <= name.length || longer.length > MAX_LOOKED_AT) return false
  const [words, others] = [new Set(wordsOf(name)), new Set(wordsOf(longer))]
  return words.size < others.size && words.isSubsetOf(others)
}

/** The claim of a row that cannot be used, with what can be read of it. Such a row keeps nobody from being due. */
export const withWho = (
  claim: Claim & { kind: 'invalid' },
  cells: readonly string[],
  columns: ListColumns,
): Claim => ({ ...claim, ...whoIn(cells, columns) })

/**
 * The claim of a row that cannot be used, and whose leave date may be still to come, with the person it names as far as that can be read:
 * that person is then not due by another row either.
 */
export function unclear(reason: Reason, cells: readonly string[], columns: ListColumns): Claim {
  const who = whoIn(cells, columns)
  return who.id !== null || who.email !== null || who.attribute !== undefined
    ? { kind: 'unclear', reason, ...who, name: null }
    : { kind: 'invalid', reason }
}

/** Whom a row that cannot be used names, as far as that can be read. */
function whoIn(cells: readonly string[], columns: ListColumns): Omit<ClaimedUser, 'name'> {
  const text = (column: ListColumn | null): string => {
    const cell = column === null ? '' : (cells[column.number - 1] ?? '').trim()
    return cell.length > MAX_LOOKED_AT ? '' : cell
  }
  const id = parseUserId(text(columns.id))
  const email = parseEmail(text(columns.email))
  const read = readEmployeeNumber(text(columns.attribute ?? null))
  const number = read.ok ? read.number : null
  return {
    id: id.ok ? id.id : null,
    email: email.ok ? email.email : null,
    ...(number !== null && { attribute: number }),
  }
}

const at = (column: ListColumn | null, reason: Reason): Reason =>
  column === null ? reason : { ...reason, column: column.number }

const MISSING_ID: Reason = { code: 'user_id_missing' }

const whyAnAddress = (text: string): Reason | null =>
  parseEmail(text).ok ? { code: 'user_id_is_email' } : null

function whatIsMissing({ id, email, attribute }: ListColumns): Reason {
  if (attribute !== undefined) {
    return { code: 'nobody_named', columns: id === null && email === null ? 'attribute' : 'any' }
  }
  const columns = id === null ? 'email' : email === null ? 'user_id' : 'both'
  return { code: 'nobody_named', columns }
}

/** The cells beyond the last column are most likely part of another one. */
const wrongWidth = (cells: readonly string[], width: number): Reason => ({
  code: 'wrong_width',
  cells: cells.length,
  columns: width,
  surplus: cells.slice(width, width + 5),
})
