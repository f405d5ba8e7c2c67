import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import type { Vocabulary, Words } from './vocabulary.ts'

/** The languages that are read, by their codes (ISO 639-1). */
export const BY_CODE: Readonly<Record<string, Vocabulary>> = { de, en, es, fr, pl, pt, ru }

/** All of them at once: a list does not say which it is in. */
export const LANGUAGES: readonly Vocabulary[] = Object.values(BY_CODE)

/** The single words or phrases, as they are spelled. */
export const splitWords = (words: Words): string[] =>
  words
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
