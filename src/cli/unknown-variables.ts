import type { Deps } from './deps.ts'
import { demoFlags, reportFlags, runFlags, sandboxFlags } from './flags.ts'
import { variableOf } from './read-flags.ts'

const KNOWN: ReadonlySet<string> = new Set([
  'KONSTANTLY_API_KEY',
  ...[runFlags, reportFlags, sandboxFlags, demoFlags].flatMap((flags) => Object.keys(flags).map(variableOf)),
])

/**
 * Variables with our prefix that set nothing: a guard that somebody misspelled, perhaps. No more than a warning, since an environment
 * may serve others, too.
 */
export const unknownVariables = (env: Deps['env']): string[] =>
  Object.keys(env).filter((name) => name.startsWith('KONSTANTLY_') && !KNOWN.has(name))
