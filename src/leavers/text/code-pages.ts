import { LANGUAGES } from '../vocabulary/languages.ts'
import { OTHER_ALPHABETS } from '../vocabulary/other-alphabets.ts'
import type { CodePageName } from '../vocabulary/vocabulary.ts'

/** A code page in which lists may be, and the letters beyond ASCII of its languages, in lower case, one string for each language. */
export interface CodePage {
  encoding: CodePageName
  /** Of languages whose lists are usually in it. */
  common: readonly string[]
  /** Of languages whose names turn up in such lists. */
  rare: readonly string[]
  /** How many letters a word may have with none of them in ASCII: `été`, `Żółć`. Longer ones are another script, misread. */
  longestBare: number
}

const ALPHABETS = [...LANGUAGES.map(({ alphabet }) => alphabet), ...OTHER_ALPHABETS]

const codePage = (encoding: CodePageName, longestBare: number): CodePage => ({
  encoding,
  longestBare,
  common: ALPHABETS.filter(({ usualIn }) => usualIn.includes(encoding)).map(({ letters }) => letters),
  rare: ALPHABETS.filter(({ seldomIn }) => seldomIn.includes(encoding)).map(({ letters }) => letters),
})

/** In the order of preference where they read a list alike. */
export const CODE_PAGES: readonly CodePage[] = [
  codePage('windows-1252', 3),
  codePage('iso-8859-15', 3),
  codePage('windows-1250', 4),
  codePage('windows-1251', Infinity),
]
