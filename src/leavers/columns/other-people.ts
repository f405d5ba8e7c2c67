import { COLUMN_NOTES } from '../vocabulary/index.ts'
import { wordsOf } from '../vocabulary/normalize.ts'

const OTHER_PEOPLE = [...COLUMN_NOTES.otherPeople]

/**
 * Whether a column is about somebody other than the row's leaver: `Manager Email`, `Notfallkontakt`. Such a column is never taken, not
 * even where a flag names it: its people would be offboarded in place of the leavers.
 */
export function isAboutOtherPeople(header: string): boolean {
  const words = wordsOf(header)
  // A compound may hold such a word anywhere. A phrase has to begin with a word: there is no mentor in "employment organization".
  return words.some((word, index) => {
    const rest = words.slice(index).join('')
    return OTHER_PEOPLE.some((other) => word.includes(other) || rest.startsWith(other))
  })
}
