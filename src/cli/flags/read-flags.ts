import type { Flags, FlagValues } from './flag.ts'
import { UsageError } from '../usage-error.ts'

/** The environment variable that sets a flag: `max-users` → `KONSTANTLY_MAX_USERS`. */
export const variableOf = (name: string): string => `KONSTANTLY_${name.toUpperCase().replaceAll('-', '_')}`

/**
 * Reads a command's flags: from the command line, else from the environment, else the default. Reads only the variables of these
 * flags, so that no other variable with our prefix, such as the API key, becomes an option. Throws UsageError.
 */
export function readFlags<F extends Flags>(
  flags: F,
  parsed: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): FlagValues<F> {
  const values = Object.entries(flags).map(([name, flag]) => {
    const given = parsed[name]
    if (Array.isArray(given) && flag.isRepeatable === true) {
      return [name, given.flatMap((value) => flag.parse(String(value), `--${name}`))]
    }
    if (Array.isArray(given)) throw new UsageError(`--${name} was given ${given.length} times; give it once.`)
    if (typeof given === 'boolean') return [name, given]
    if (typeof given === 'string') return [name, flag.parse(given, `--${name}`)]
    const variable = variableOf(name)
    const value = env[variable]
    // Compose files and job templates pass unset variables as empty ones.
    if (value === '' && flag.isGuard === true) {
      throw new UsageError(
        `${variable} is set to nothing, and nobody means to do without a guard by accident: give it its value, or do not set it at all.`,
      )
    }
    return [name, value === undefined || value === '' ? flag.initial : flag.parse(value, variable)]
  })
  return Object.fromEntries(values) as FlagValues<F>
}
