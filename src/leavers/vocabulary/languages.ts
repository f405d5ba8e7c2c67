import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import type { Vocabulary, Words } from './vocabulary.ts'

/** The languages that are read, all at once: a list does not say which it is in. */
export const LANGUAGES: readonly Vocabulary[] = [de, en, es, fr, pl, pt, ru]

/** The single words or phrases, as they are spelled. */
export const splitWords = (words: Words): string[] =>
  words
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
