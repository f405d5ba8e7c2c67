import { compileDateFormat, DATE_FORMATS } from '../../leavers/dates/date-format.ts'
import { ENCODINGS, parseEncoding } from '../../leavers/text/encodings.ts'
import { dayIn, isoDate } from '../../leavers/dates/calendar.ts'
import { choice, guard, number, text, texts, toggle, type Flag } from './flag.ts'
import { UsageError } from '../usage-error.ts'

/** The flags about reading the leaver list. What is not given is detected, or the list is refused with a question. */
export const readingFlags = {
  'id-column': text("The user IDs' column: its header, its number from 1, or none", 'name', undefined),
  'email-column': proof("The e-mail addresses' column, likewise"),
  attribute: text('Find users by this attribute of the site, such as employee_id', 'name', undefined),
  'attribute-column': text(
    "The attribute's column, the employee numbers as a rule, likewise",
    'name',
    undefined,
  ),
  'leave-date-column': proof("The leave dates' column, likewise"),
  'empty-leave-date': guard(
    choice('What a row without a leave date is, where others have one', ['hold', 'due'] as const, 'hold'),
    (what) => what === 'due',
  ),
  'name-column': proof("The names' column, likewise"),
  'ignore-column': {
    ...texts('A column that does not matter, even if it says Active; a header or a number', 'name'),
    allowsMore: (columns: readonly string[]) => columns.length > 0,
  },
  'date-format': found(
    'How the leave dates are written: dd/MM/yyyy, MM/dd/yyyy, …',
    'format',
    (value, name) => {
      if (compileDateFormat(value) !== null) return value
      // As Excel writes formats, or in capitals only.
      const meant = value.toLowerCase().replaceAll('m', 'M')
      const asked = compileDateFormat(meant) === null ? '' : ` Do you mean ${meant}?`
      throw new UsageError(`${name} must be like ${DATE_FORMATS}, not "${value}".${asked}`)
    },
  ),
  timezone: {
    describe: 'The time zone that decides which day it is',
    placeholder: 'zone',
    initial: undefined,
    shown: "the machine's",
    parse(value, name) {
      try {
        dayIn(value, 0)
        return value
      } catch {
        throw new UsageError(`${name} must be a time zone like Europe/Berlin or UTC, not "${value}".`)
      }
    },
  } satisfies Flag<string | undefined> as Flag<string | undefined>,
  before: {
    describe: 'In a plan or a dry run: look ahead, as if today were this day',
    placeholder: 'date',
    initial: undefined,
    parse(value, name) {
      const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value.trim()) ?? []
      const date = isoDate(Number(year), Number(month), Number(day))
      if (date === null) throw new UsageError(`${name} must be a day like 2026-12-31, not "${value}".`)
      return date
    },
  } satisfies Flag<string | undefined> as Flag<string | undefined>,
  delimiter: found('What separates the columns: a character, or tab', 'char', (value, name) => {
    const delimiter = value === 'tab' || value === '\\t' ? '\t' : value
    if (!/^[^"\r\n]$/u.test(delimiter)) {
      throw new UsageError(`${name} must be one character, or tab, not "${value}".`)
    }
    return delimiter
  }),
  encoding: found("The list's encoding, such as windows-1250", 'name', (value, name) => {
    const encoding = parseEncoding(value)
    if (encoding === null)
      throw new UsageError(`${name} must be one of ${ENCODINGS.join(', ')}, not "${value}".`)
    return encoding
  }),
  sheet: found('The sheet of a workbook that is the list', 'name', (value, name) => {
    if (value.trim() === '') throw new UsageError(`${name} needs a value.`)
    return value
  }),
  'skip-lines': {
    ...number('Lines to leave out above the header; 0 leaves out none, and no total below the rows', null, {
      min: 0,
      max: 1_000_000,
    }),
    shown: 'found out',
  },
  'no-header': toggle('The list begins with its first row; columns are given by their numbers'),
  'no-remembered-layout': toggle('Read the list by these flags alone, not as an earlier run read its layout'),
}

/** A flag for a column that shows who is meant, or when they leave. Only the value `none` gives up that proof. */
function proof(describe: string): Flag<string | undefined> {
  return guard(text(describe, 'name', undefined), (name) => name?.trim().toLowerCase() === 'none')
}

/** A flag whose value is detected from the list if it is not given. */
function found(
  describe: string,
  placeholder: string,
  parse: Flag<string>['parse'],
): Flag<string | undefined> {
  return { describe, placeholder, initial: undefined, shown: 'found out', parse }
}
