import type { Flag, Flags } from './flag.ts'
import { settingOf, variableOf, type Sources } from './read-flags.ts'

/** Any other value is not shown: it comes from outside, may be long, or may be a header of the list. */
const PLAIN = /^[\w.,%-]{1,40}$/

const isVariable = (one: string): boolean => one.startsWith('KONSTANTLY_')

/**
 * The environment variables and the settings that allow this run more, or make it ask less, than its command line and the defaults do:
 * `KONSTANTLY_MAX_USERS=5000`, `"max-users": 5000`. They were set elsewhere, and the person who gives the command may not see them.
 */
export function looseningSources(
  flags: Flags,
  parsed: Readonly<Record<string, unknown>>,
  sources: Sources,
): string[] {
  return Object.entries(flags).flatMap(([name, flag]) => {
    if (parsed[name] !== undefined) return []
    const variable = variableOf(name)
    const value = sources.env[variable]
    if (value === undefined || value === '') return looseningSetting(name, flag, sources)
    if (flag.allowsMore?.(flag.parse(value, variable)) !== true) return []
    return [PLAIN.test(value) ? `${variable}=${value}` : variable]
  })
}

function looseningSetting(name: string, flag: Flag<unknown>, { configuration }: Sources): string[] {
  const set = settingOf(name, flag, configuration)
  if (set === null || configuration.kind !== 'read' || flag.allowsMore?.(set.value) !== true) return []
  const text = configuration.settings.get(name)?.join(',') ?? ''
  return [PLAIN.test(text) ? `"${name}": ${text}` : `"${name}"`]
}

/** Where they were set, in words: `variables`. */
export function setBy(loosened: readonly string[]): string {
  const places = [
    ...(loosened.some(isVariable) ? ['variables'] : []),
    ...(loosened.every(isVariable) ? [] : ['the configuration file']),
  ]
  return places.join(' and ')
}
