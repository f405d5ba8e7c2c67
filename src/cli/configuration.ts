/** What the file of settings says for a command, or that there is none. `why`: a sentence that says what is wrong with it. */
export type Configuration = ReadConfiguration | { kind: 'none' } | { kind: 'unusable'; why: string }

export interface ReadConfiguration {
  kind: 'read'
  /** As it was named, or found. */
  path: string
  /** Of the bytes of the file. */
  sha256: string
  /** What `--config` or its variable said; null where the file was found beside the ledger. */
  named: string | null
  /** The section of the site, by its name in the file; null where the file has none for it. */
  section: string | null
  /**
   * By the names of flags: the texts that each flag would be given. Only a flag that may be given several times has any number of them
   * but one. Paths are absolute.
   */
  settings: ReadonlyMap<string, readonly string[]>
  /** The names of those that the command uses: it has a flag for them, and no flag or variable replaces them. */
  used: readonly string[]
  /** The names of those that a flag or a variable replaces. */
  replaced: readonly string[]
  /** The names of those for which the command has no flag. */
  others: readonly string[]
}

/** The name of the file that is found without `--config`, in `--out`. */
export const CONFIGURATION_FILE = 'konstantly-offboard.json'

export const NO_CONFIGURATION: Configuration = { kind: 'none' }

/** Of the flags that a message names, those that the configuration file sets, in a sentence; empty where there are none. */
export function whatIsSet(message: string, configuration: Configuration): string {
  if (configuration.kind !== 'read') return ''
  const flags = new Set([...message.matchAll(/--([a-z][a-z-]*)/g)].map(([, name]) => name))
  const set = configuration.used.filter((name) => flags.has(name)).map((name) => `"${name}"`)
  if (set.length === 0) return ''
  return ` Set in ${configuration.path}: ${set.join(', ')}.`
}
