import type { World } from '../deps.ts'
import { variableOf } from './read-flags.ts'

/** Also matches lower case and other separators: such a variable sets no flag either. */
const OURS = /^konstantly[-_.]/i

/** Secrets that no flag takes. */
export const SECRETS: ReadonlySet<string> = new Set(['KONSTANTLY_API_KEY', 'KONSTANTLY_NOTIFY_SECRET'])

/**
 * Warnings about variables with our prefix that set none of the flags `names`: perhaps a misspelled guard, or a template that
 * nobody filled in. Only warnings, because the environment may serve other programs, too.
 */
export function unknownVariables(names: readonly string[], env: World['env']): string[] {
  const settingFlags = new Set(names.map(variableOf))
  const ours = Object.keys(env).filter((name) => OURS.test(name) && !SECRETS.has(name))
  return ours.flatMap((name) => {
    if (!settingFlags.has(name)) return [`${name} is set, and sets no flag. Is it misspelled?`]
    return env[name] === '' ? [`${name} is set to nothing, and counts as not set.`] : []
  })
}
