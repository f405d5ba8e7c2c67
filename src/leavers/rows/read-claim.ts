import { parseEmail } from '../../offboarding/identity/email.ts'
import type { Claim } from '../../offboarding/leaver.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { parseUserId } from '../../offboarding/identity/user-id.ts'
import { spreadsheetDamage } from './spreadsheet-damage.ts'
import { isPlaceholder, isPlaceholderAddress } from '../words/placeholder.ts'

/** The longest cell that is looked at, in characters: some patterns take quadratic time, and a cell may have a million. */
const MAX_LOOKED_AT = 1000

/** What a record says about who is to leave, whenever that is. `width` is the header's. */
export function readClaim(cells: readonly string[], width: number, columns: ListColumns): Claim {
  if (cells.length !== width) return { kind: 'invalid', reason: wrongWidth(cells, width) }
  const text = (column: ListColumn | null): string =>
    column === null ? '' : (cells[column.number - 1] ?? '').trim()

  const long = [columns.id, columns.email].find((column) => text(column).length > MAX_LOOKED_AT)
  if (long !== undefined) {
    return {
      kind: 'invalid',
      reason: at(
        long,
        `the cell has ${text(long).length} characters, which no user ID or e-mail address has`,
      ),
    }
  }
  const idText = text(columns.id)
  const id = idText === '' ? null : parseUserId(idText)
  if (id?.ok === false) {
    const reason = isPlaceholder(idText)
      ? missing('user ID')
      : (spreadsheetDamage(idText) ?? whyAnAddress(idText) ?? id.reason)
    return { kind: 'invalid', reason: at(columns.id, reason) }
  }
  // Some texts could be IDs by their characters, and are none: TBD, 1E-05.
  const mangled = id === null ? null : isPlaceholder(id.id) ? missing('user ID') : spreadsheetDamage(id.id)
  if (mangled !== null) return { kind: 'invalid', reason: at(columns.id, mangled) }

  const emailText = text(columns.email)
  const email = emailText === '' ? null : parseEmail(emailText)
  if (isPlaceholder(emailText) || (email?.ok === true && isPlaceholderAddress(email.email))) {
    return { kind: 'invalid', reason: at(columns.email, missing('e-mail address')) }
  }
  if (email?.ok === false) return { kind: 'invalid', reason: at(columns.email, email.reason) }
  if (id === null && email === null) return { kind: 'invalid', reason: whatIsMissing(columns) }
  const name = columns.name.map(text).join(' ').replace(/\s+/g, ' ').trim()
  return { kind: 'leaver', id: id?.id ?? null, email: email?.email ?? null, name: name === '' ? null : name }
}

/** The claim of a row that cannot be used, with its ID if that can be read. Such a row keeps nobody from being due. */
export function withId(
  claim: Claim & { kind: 'invalid' },
  cells: readonly string[],
  { id }: ListColumns,
): Claim {
  const parsed = parseUserId(id === null ? '' : (cells[id.number - 1] ?? '').slice(0, MAX_LOOKED_AT))
  return parsed.ok ? { ...claim, id: parsed.id } : claim
}

/**
 * The claim of a row that cannot be used, and whose leave date may be still to come, with the person it names as far as that can be read:
 * that person is then not due by another row either.
 */
export function unclear(reason: string, cells: readonly string[], columns: ListColumns): Claim {
  const text = (column: ListColumn | null): string =>
    column === null ? '' : (cells[column.number - 1] ?? '').trim().slice(0, MAX_LOOKED_AT)
  const id = parseUserId(text(columns.id))
  const email = parseEmail(text(columns.email))
  const named = { id: id.ok ? id.id : null, email: email.ok ? email.email : null, name: null }
  return id.ok || email.ok ? { kind: 'unclear', reason, ...named } : { kind: 'invalid', reason }
}

const at = (column: ListColumn | null, reason: string): string =>
  column === null ? reason : `column ${column.number}: ${reason}`

const missing = (what: string): string =>
  `the word, or the sign, for a missing value stands where the ${what} should be. Enter it; or empty the cell, if the row says otherwise who is meant.`

const whyAnAddress = (text: string): string | null =>
  parseEmail(text).ok
    ? 'an e-mail address stands where the user ID should be. If it does in every row, name the column with --email-column.'
    : null

function whatIsMissing({ id, email }: ListColumns): string {
  if (id === null) return 'the row has no e-mail address'
  return email === null ? 'the row has no user ID' : 'the row has neither a user ID nor an e-mail address'
}

function wrongWidth(cells: readonly string[], width: number): string {
  const extra = cells.slice(width)
  const surplus = extra.length === 0 ? '' : `; beyond the last column: ${JSON.stringify(extra.slice(0, 5))}`
  const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`
  return `the row has ${count} and the header ${width}${surplus}`
}
