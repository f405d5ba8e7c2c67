import type { Language } from '../../../offboarding/text/language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Words } from './words.ts'

const WORDS: Readonly<Record<Language, Words>> = { en, de, fr }

/** The words of the page in a language. */
export const wordsIn = (language: Language): Words => WORDS[language]
