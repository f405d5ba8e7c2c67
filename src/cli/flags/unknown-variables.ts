import type { Deps } from '../deps.ts'
import { variableOf } from './read-flags.ts'

/** Also in small letters or with another separator: such a variable sets nothing either. */
const OURS = /^konstantly[-_.]/i

/**
 * What is to be said of variables with our prefix that set none of the flags `names`: a guard that somebody misspelled, perhaps, or a template
 * that nobody filled. No more than a warning, since an environment may serve others, too.
 */
export function unknownVariables(names: readonly string[], env: Deps['env']): string[] {
  const settingFlags = new Set(names.map(variableOf))
  const ours = Object.keys(env).filter((name) => OURS.test(name) && name !== 'KONSTANTLY_API_KEY')
  return ours.flatMap((name) => {
    if (!settingFlags.has(name)) return [`${name} is set, and sets no flag. Is it misspelled?`]
    return env[name] === '' ? [`${name} is set to nothing, and counts as not set.`] : []
  })
}
