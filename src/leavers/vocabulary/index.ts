import { LANGUAGES, splitWords } from './languages.ts'
import { normalize } from './normalize.ts'
import type { Spellings, Vocabulary, Words } from './vocabulary.ts'

/** The words of all languages: each as it is compared, or, of spellings, as it is spelled. */
type Merged<Group> = {
  readonly [Kind in keyof Group]: Group[Kind] extends Words ? ReadonlySet<string> : Spellings
}

function merge<Group extends Readonly<Record<keyof Group, Words | Spellings>>>(
  groupOf: (language: Vocabulary) => Group,
): Merged<Group> {
  const groups = LANGUAGES.map(groupOf)
  const kinds = Object.keys(groups[0] ?? {}) as (keyof Group)[]
  const merged = kinds.map((kind) => {
    const all = groups.map((group) => group[kind])
    const words = all.filter((one) => typeof one === 'string')
    const isWords = words.length > 0
    return [kind, isWords ? new Set(words.flatMap(splitWords).map(normalize)) : [...new Set(all.flat())]]
  })
  return Object.fromEntries(merged) as Merged<Group>
}

export const COLUMNS = merge((language) => language.columns)
export const COLUMN_NOTES = merge((language) => language.columnNotes)
export const DATE_COLUMNS = merge((language) => language.dateColumns)
export const DATES = merge((language) => language.dates)
export const ANSWERS = merge((language) => language.answers)
export const STATEMENTS = merge((language) => language.statements)
export const STATUS_COLUMNS = merge((language) => language.statusColumns)
export const STATUS_CELLS = merge((language) => language.statusCells)
export const TOTALS = merge((language) => language.totals)
export const PLACEHOLDERS = merge((language) => language.placeholders)
