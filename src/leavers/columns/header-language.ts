import { BY_CODE, splitWords } from '../vocabulary/languages.ts'
import { normalize } from '../vocabulary/normalize.ts'
import { INTERNATIONAL } from '../vocabulary/systems.ts'

/**
 * The code of the language of a header, such as `de`: the one that knows more of its columns than any other does. Null where there is no such
 * language, as for `ID,Name,E-Mail`.
 */
export function languageOfHeader(headers: readonly string[]): string | null {
  const names = headers.map(normalize).filter((name) => !INTERNATIONAL.has(name))
  const known = Object.entries(BY_CODE).map(([code, { columns }]) => {
    const words = new Set(Object.values(columns).flatMap(splitWords).map(normalize))
    return [code, names.filter((name) => words.has(name)).length] as const
  })
  const [[code, most] = ['', 0], [, next] = ['', 0]] = known.sort(([, a], [, b]) => b - a)
  return most > next ? code : null
}
