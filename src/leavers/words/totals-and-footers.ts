import { TOTALS } from '../vocabulary/index.ts'
import { LANGUAGES, splitWords } from '../vocabulary/languages.ts'
import { normalize, wordsOf } from '../vocabulary/normalize.ts'

const FOOTERS: readonly (readonly string[])[] = LANGUAGES.flatMap(({ totals }) =>
  splitWords(totals.footers),
).map(wordsOf)

/** Nothing longer is looked at, in characters. */
const MAX_LENGTH = 100

/** The words of a text without its numbers. */
const wordsIn = (text: string): string[] =>
  text.length > MAX_LENGTH ? [] : wordsOf(text).filter((word) => !/^\d+$/.test(word))

const isAmong = (set: ReadonlySet<string>, word: string | undefined): boolean =>
  word !== undefined && set.has(word)

/**
 * Whether a text is the label of a total. `isBefore`: whether it stands before what it tells of, as in `Total Sales`; behind it, a total
 * may be that of a loss.
 */
export function isTotal(text: string, isBefore: boolean): boolean {
  const words = wordsIn(text)
  if (isAmong(TOTALS.total, words.at(-1)) || (isBefore && isAmong(TOTALS.total, words[0]))) return true
  if (TOTALS.sum.has(words.join(''))) return true
  return (
    words.some((word) => TOTALS.counted.has(word)) &&
    words.every((word) => TOTALS.counted.has(word) || TOTALS.others.has(word))
  )
}

/** Whether a text is a single word for a total. */
export const isTotalWord = (text: string): boolean => TOTALS.total.has(normalize(text))

/** Whether a text ends as spreadsheets label the count of a group: `Sales Count`. People may be called so. */
export const isGroupCount = (text: string): boolean => isAmong(TOTALS.count, wordsIn(text).at(-1))

/** Whether a text speaks of a number of people, or of rows, and of nothing else: `Total`, `Summe Austritte: 3`. `Total hours` does not. */
export function countsPeople(text: string): boolean {
  const words = wordsIn(text)
  if (TOTALS.total.has(words.join(''))) return true
  const isCounting = (word: string): boolean => TOTALS.total.has(word) || isCounted(word)
  return words.some(isCounting) && words.every((word) => isCounting(word) || TOTALS.others.has(word))
}

/** Whether a text says what is counted: `Number of leavers`. */
export const saysWhatIsCounted = (text: string): boolean => wordsIn(text).some(isCounted)

const isCounted = (word: string): boolean => TOTALS.counted.has(word) || TOTALS.count.has(word)

/** Whether a text is a line below, or above, a table: `Page 2 of 5`, `End of report`, `Printed on …`. `End of contract` is none. */
export function isFooter(text: string): boolean {
  const words = wordsIn(text)
  if (/\d/.test(text) && words.length > 0 && words.every((word) => TOTALS.page.has(word))) return true
  if (isAmong(TOTALS.end, words[0]) && words.some((word) => TOTALS.table.has(word))) return true
  return FOOTERS.some((footer) => footer.every((word, index) => word === words[index]))
}

/** Whether a text tells of a page that is not the last: `Page 1 of 3`. */
export function isEarlierPage(text: string): boolean {
  const [page, pages] = text.match(/\d+/g) ?? []
  return (
    pages !== undefined &&
    Number(page) < Number(pages) &&
    wordsIn(text).every((word) => TOTALS.page.has(word))
  )
}

/** Whether a text stands for the list, or a part of it, and for nobody on it: a total, a count, a footer. */
export const isTotalOrFooter = (text: string): boolean => isTotal(text, true) || isFooter(text)
