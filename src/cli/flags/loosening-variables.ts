import type { Flags } from './flag.ts'
import { variableOf } from './read-flags.ts'

/** Whatever else a value holds is not shown: it comes from outside, and may be long, or a header of the list. */
const PLAIN = /^[\w.,%-]{1,40}$/

/**
 * The variables by which this run may do more, or asks less, than by its command line and the defaults: `KONSTANTLY_MAX_USERS=5000`.
 * They were set somewhere else and some other time, and whoever gives the command does not see them.
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
