/** The languages of a run's page, by their codes (ISO 639-1). The first one is used where nothing says another. */
export const LANGUAGES = ['en', 'de', 'fr'] as const

export type Language = (typeof LANGUAGES)[number]

const isLanguage = (code: string): code is Language => LANGUAGES.some((one) => one === code)

/** The language with this code; English for a code that is unknown here, such as one of a newer version. */
export const languageOf = (code: string | undefined): Language => knownLanguage(code) ?? LANGUAGES[0]

/** The language with this code; undefined for a code that is unknown here. */
export const knownLanguage = (code: string | null | undefined): Language | undefined =>
  typeof code === 'string' && isLanguage(code) ? code : undefined
