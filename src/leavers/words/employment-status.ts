import { STATUS_CELLS, STATUS_COLUMNS } from '../vocabulary/index.ts'
import { normalize, wordsOf } from '../vocabulary/normalize.ts'
import { READ_ONLY, STATUS_CODES } from '../vocabulary/systems.ts'
import { leavingOrStaying, type Statement } from './leaving-or-staying.ts'

/** What a cell says of somebody: that they work here, that they stay, that they left, or how they are employed; null for anything else. */
export type EmploymentStatus = 'active' | 'stays' | 'left' | 'contract' | null

export type StatusReader = (cell: string) => EmploymentStatus

const LEAVING = [...STATUS_COLUMNS.leaving]
const KIND_BEGINNINGS = [...STATUS_COLUMNS.kindBeginnings]
const KIND_ENDINGS = [...STATUS_COLUMNS.kindEndings]

/**
 * How to read the cells of a column that may tell of people who stay: by their status, or by the kind of change on the row. Null for any
 * other column: any further word in its header makes it one of something else, such as hiring, pay, absence or a license.
 */
export const statusReader = (header: string): StatusReader | null =>
  readerFor(wordsOf(header)) ?? readerFor(wordsOf(withoutNote(header)))

/** A header without a note in brackets, or behind a star. Where Google notes that a column only shows accounts, nothing is left. */
export const withoutNote = (header: string): string =>
  READ_ONLY.test(header) ? '' : (header.split(/[([{*:\r\n]|\s[-–—]\s/, 1)[0] ?? '')

function readerFor(words: readonly string[]): StatusReader | null {
  const { status, statusOthers, review, reviewOthers, approval, kind, action, others } = STATUS_COLUMNS
  const { none, notApproved, kept, staying } = STATUS_CELLS
  const some = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word))
  const every = (...sets: ReadonlySet<string>[]): boolean =>
    words.every((word) => sets.some((set) => set.has(word)))
  if (some(status) && every(status, statusOthers)) return readStatus
  if (some(review) && every(review, reviewOthers, kind, others)) return readReview
  if (some(approval) && every(approval, reviewOthers, others)) return stayingIf(none, notApproved, kept)
  if (some(kind) && every(kind, others)) {
    return some(action) ? stayingIf(kept, staying, none) : stayingIf(kept, staying)
  }
  // Not those who are on leave: somebody may leave while they are, or because of it.
  if (tellsOfLeaving(words)) return stayingIf(kept)
  // `Keep or delete?`, answered in words.
  return leavingOrStaying(words.join(' ')) === null ? null : stayingIf(kept)
}

/** Whether a header is like `Termination reason`, `Austrittsgrund`, `Resignation status`. */
function tellsOfLeaving(words: readonly string[]): boolean {
  const isKind = (word: string): boolean =>
    STATUS_COLUMNS.kind.has(word) ||
    KIND_BEGINNINGS.some((beginning) => word.startsWith(beginning)) ||
    KIND_ENDINGS.some((ending) => word.endsWith(ending))
  return words.some((word) => LEAVING.some((beginning) => word.startsWith(beginning))) && words.some(isKind)
}

const stayingIf =
  (...sets: readonly ReadonlySet<string>[]): StatusReader =>
  (cell) =>
    isAmong(cell, ...sets) || isToBeLeftAlone(cell) ? 'stays' : null

function readReview(cell: string): EmploymentStatus {
  if (isToBeLeftAlone(cell) || isAmong(cell, STATUS_CELLS.kept, STATUS_CELLS.staying)) return 'stays'
  return says(cell, 'works here') ? 'active' : null
}

function readStatus(cell: string): EmploymentStatus {
  const byCode = STATUS_CODES.get(normalize(cell))
  if (byCode !== undefined) return byCode
  if (isAmong(cell, STATUS_CELLS.active)) return 'active'
  if (isAmong(cell, STATUS_CELLS.kept, STATUS_CELLS.staying)) return 'stays'
  if (isAmong(cell, STATUS_CELLS.contract)) return 'contract'
  if (isAmong(cell, STATUS_CELLS.left)) return 'left'
  if (says(cell, 'stays')) return 'stays'
  if (says(cell, 'works here')) return 'active'
  return says(cell, 'leaves') ? 'left' : null
}

/** Whether a cell says in so many words that nothing is to be done to somebody. */
const isToBeLeftAlone = (cell: string): boolean => isAmong(cell, STATUS_CELLS.noAction) || says(cell, 'stays')

const says = (cell: string, what: Statement): boolean =>
  readings(cell).some((text) => leavingOrStaying(text) === what)

const isAmong = (cell: string, ...sets: readonly ReadonlySet<string>[]): boolean =>
  readings(cell).some((text) => {
    const word = normalize(text)
    return sets.some((set) => set.has(word))
  })

const CODE_BEFORE = /^\s*[([]?[A-Z0-9]{1,4}[)\]]?\s*(?:[-–—:.)/|=_]|(?<=\d[)\]]?)\s)\s*(\S.*)$/i

/**
 * A cell as it is; what stands before a dash, a bracket and the like, as in `Active (full-time)` or `On leave - maternity`; and both of
 * what stands behind a code, as in `3 - Active` or `A: Active`.
 */
function readings(cell: string): string[] {
  const found = [cell, ...beforeNote(cell)]
  const behindCode = CODE_BEFORE.exec(cell)?.[1]
  return behindCode === undefined ? found : [...found, behindCode, ...beforeNote(behindCode)]
}

function beforeNote(text: string): string[] {
  const end = text.search(/\s[-–—]\s|[(/:;,|]/)
  return end > 0 ? [text.slice(0, end)] : []
}
