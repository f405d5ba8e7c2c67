import type { Flags } from './flag.ts'
import { variableOf } from './read-flags.ts'

/** Any other value is not shown: it comes from outside, may be long, or may be a header of the list. */
const PLAIN = /^[\w.,%-]{1,40}$/

/**
 * The environment variables that allow this run more, or make it ask less, than its command line and the defaults do:
 * `KONSTANTLY_MAX_USERS=5000`. They were set elsewhere, and the person who gives the command may not see them.
 */
export function looseningVariables(
  flags: Flags,
  parsed: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  return Object.entries(flags).flatMap(([name, flag]) => {
    const variable = variableOf(name)
    const value = env[variable]
    if (parsed[name] !== undefined || value === undefined || value === '') return []
    if (flag.allowsMore?.(flag.parse(value, variable)) !== true) return []
    return [PLAIN.test(value) ? `${variable}=${value}` : variable]
  })
}
