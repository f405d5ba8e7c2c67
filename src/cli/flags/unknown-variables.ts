import type { Deps } from '../deps.ts'
import { demoFlags, reportFlags, runFlags, sandboxFlags } from './flags.ts'
import { variableOf } from './read-flags.ts'

const SETTING_FLAGS: ReadonlySet<string> = new Set(
  [runFlags, reportFlags, sandboxFlags, demoFlags].flatMap((flags) => Object.keys(flags).map(variableOf)),
)

/** Also in small letters or with another separator: such a variable sets nothing either. */
const OURS = /^konstantly[-_.]/i

/**
 * Variables with our prefix that set nothing: a guard that somebody misspelled, perhaps, or a template that nobody filled. No more than a
 * warning, since an environment may serve others, too.
 */
export function unknownVariables(env: Deps['env']): string[] {
  const ours = Object.keys(env).filter((name) => OURS.test(name) && name !== 'KONSTANTLY_API_KEY')
  return ours.flatMap((name) => {
    if (!SETTING_FLAGS.has(name)) return [`${name} is set, and sets no flag. Is it misspelled?`]
    return env[name] === '' ? [`${name} is set to nothing, and counts as not set.`] : []
  })
}
