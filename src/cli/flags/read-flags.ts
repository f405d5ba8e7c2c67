import { shownPath } from '../../offboarding/text/shown.ts'
import type { Configuration } from '../configuration.ts'
import { UsageError } from '../usage-error.ts'
import type { Flag, Flags, FlagValues } from './flag.ts'

/** Where values of flags come from besides the command line. */
export interface Sources {
  env: Readonly<Record<string, string | undefined>>
  configuration: Configuration
}

/** The environment variable that sets a flag: `max-users` → `KONSTANTLY_MAX_USERS`. */
export const variableOf = (name: string): string => `KONSTANTLY_${name.toUpperCase().replaceAll('-', '_')}`

/**
 * Reads a command's flags: from the command line, else from the environment, else from the configuration file, else the default. Reads
 * only the variables of these flags, so that no other variable with our prefix, such as the API key, becomes an option. Throws
 * UsageError.
 */
export function readFlags<F extends Flags>(
  flags: F,
  parsed: Readonly<Record<string, unknown>>,
  { env, configuration }: Sources,
): FlagValues<F> {
  if (configuration.kind === 'unusable') throw new UsageError(configuration.why)
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
    if (value !== undefined && value !== '') return [name, flag.parse(value, variable)]
    const set = settingOf(name, flag, configuration)
    return [name, set === null ? flag.initial : set.value]
  })
  return Object.fromEntries(values) as FlagValues<F>
}

/** What the configuration file sets a flag to; null where it says nothing of it. Throws UsageError. */
export function settingOf<Value>(
  name: string,
  flag: Flag<Value>,
  configuration: Configuration,
): { value: Value } | null {
  if (configuration.kind !== 'read') return null
  const texts = configuration.settings.get(name)
  if (texts === undefined) return null
  const values = texts.map((text) => flag.parse(text, `"${name}" in ${shownPath(configuration.path)}`))
  const [value = flag.initial] = flag.isRepeatable === true ? [values.flat() as Value] : values
  return { value }
}
