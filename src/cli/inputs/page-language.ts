import { knownLanguage, LANGUAGES, type Language } from '../../offboarding/text/language.ts'
import type { Deps } from '../deps.ts'

/**
 * The language of a run's page where no flag names one: that of the list, otherwise that of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`, of
 * which the first that is set counts), otherwise English.
 */
export const pageLanguage = (ofList: string | null, env: Deps['env']): Language =>
  knownLanguage(ofList) ?? knownLanguage(ofLocale(env)) ?? LANGUAGES[0]

/** The language of a locale such as `de_AT.UTF-8`; null for `C` and where there is none. */
function ofLocale(env: Deps['env']): string | null {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env[name]).find((value) => value)
  return /^([a-z]{2})(?![a-z])/.exec(locale ?? '')?.[1] ?? null
}
