import { DATE_COLUMNS } from '../vocabulary/index.ts'
import { normalize, wordsOf } from '../vocabulary/normalize.ts'
import { leavingOrStaying } from '../words/leaving-or-staying.ts'

const LEAVING = [...DATE_COLUMNS.leaving]
const DATE = [...DATE_COLUMNS.date]
const LATER = [...DATE_COLUMNS.later]
const OF_NUMBERS = [...DATE_COLUMNS.ofNumbers]
const LEAVE_DATE_ENDINGS = [...DATE_COLUMNS.leaveDateEndings]
const OF_DATES_ENDINGS = [...DATE_COLUMNS.ofDatesEndings]

const speaksOfLeaving = (text: string): boolean => LEAVING.some((word) => text.includes(word))

/**
 * Whether an unknown header could be that of the leave dates: `Planned exit date`, `Austrittsdatum (geplant)`. It does not find the
 * column: it serves to ask before the column is overlooked. `Termination Reason` is none.
 */
export function mayBeLeaveDate(header: string): boolean {
  const text = normalize(header)
  if (!speaksOfLeaving(text)) return false
  return (
    DATE.some((word) => text.includes(word)) ||
    wordsOf(header).some(
      (word) =>
        DATE_COLUMNS.dateAlone.has(word) || LEAVE_DATE_ENDINGS.some((ending) => word.endsWith(ending)),
    )
  )
}

/**
 * Whether dates under a header tell when somebody leaves, be it by a contract or by a plan: `Contract end`, `Austritt zum`. Broader than
 * `mayBeLeaveDate`, for where such a date takes nobody for a leaver.
 */
export const tellsOfLeaving = (header: string): boolean =>
  speaksOfLeaving(normalize(header)) && mayHoldDates(header)

/**
 * Whether a header could be that of dates that count in place of the leave dates: `Extended to`, `Rehire date`. Only what stands under
 * the header can tell: an extension may be that of a telephone.
 */
export const mayBeLaterDate = (header: string): boolean => {
  const text = normalize(header)
  return LATER.some((word) => text.includes(word)) || (saysUntilWhen(header) && !speaksOfLeaving(text))
}

/** Whether a header says something of somebody, with a time: `Keep until`, `Do not delete before`, `Works until`, `New end`. */
function saysUntilWhen(header: string): boolean {
  const words = wordsOf(header)
  const others = words.filter((word) => !DATE_COLUMNS.until.has(word))
  if (others.length === words.length || others.length === 0) return false
  return others.every((word) => DATE_COLUMNS.new.has(word)) || leavingOrStaying(others.join(' ')) !== null
}

/**
 * Whether mere numbers under a header can be dates, as spreadsheets and databases keep them: under `Extended to`, `End`, `Access until`,
 * `Leaving`; but not under `Phone extension`.
 */
export function mayHoldDates(header: string): boolean {
  const words = wordsOf(header)
  if (words.some((word) => OF_NUMBERS.some((beginning) => word.startsWith(beginning)))) return false
  return (
    mayBeLaterDate(header) ||
    mayBeLeaveDate(header) ||
    leavingOrStaying(header) === 'leaves' ||
    words.some(
      (word) => DATE_COLUMNS.ofDates.has(word) || OF_DATES_ENDINGS.some((ending) => word.endsWith(ending)),
    )
  )
}
