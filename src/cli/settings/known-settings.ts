import type { CommandMeta } from '../commands/command.ts'
import type { Flag, Flags } from '../flags/flag.ts'

/**
 * Flags that say what one run is to do, and not how things are on a site. They belong on the command line: a `yes` in a file would answer
 * the question of every run to come.
 */
const FOR_ONE_RUN: readonly string[] = [
  'config',
  'yes',
  'then',
  'all',
  'dry-run',
  'plan',
  'resume',
  'run',
  'user',
  'before',
  'delete-archive',
  'check',
  'open',
  'json',
  'jsonl',
  'quiet',
  'verbose',
]

/** They are what the name of a section says. */
export const SITE_FLAGS: readonly string[] = ['site', 'base-url']

/** Addresses that are secrets: a file of settings may be read by many, so it names files that hold them. */
export const SECRET_FLAGS: readonly string[] = ['notify', 'heartbeat', 'ledger']

/** What a configuration file may say. */
export interface KnownSettings {
  /** The flags that may be set in it. */
  flags: Flags
  /** The names of those that commands have, too, which are about no site: they cannot stand in a section. */
  forAllSites: ReadonlySet<string>
  /** The names of the flags that cannot stand in it. */
  forOneRun: ReadonlySet<string>
}

/** What a configuration file may say for these commands, according to their flags. Of flags with one name the first one counts. */
export function knownSettings(commands: readonly CommandMeta[]): KnownSettings {
  const configurable = commands.filter(({ flags }) => 'config' in flags)
  const flags = new Map<string, Flag<unknown>>()
  for (const [name, flag] of configurable.flatMap((command) => Object.entries<Flag<unknown>>(command.flags)))
    if (!flags.has(name)) flags.set(name, flag)
  const isSetting = (name: string): boolean =>
    ![...FOR_ONE_RUN, ...SITE_FLAGS, ...SECRET_FLAGS].includes(name)
  const ofNoSite = configurable.filter((command) => !('site' in command.flags))
  return {
    flags: Object.fromEntries([...flags].filter(([name]) => isSetting(name))),
    forAllSites: new Set(ofNoSite.flatMap((command) => Object.keys(command.flags)).filter(isSetting)),
    forOneRun: new Set(FOR_ONE_RUN.filter((name) => flags.has(name))),
  }
}

/** What the value of a setting is in JSON. */
export type SettingType = 'switch' | 'number' | 'list' | 'text'

export function typeOf({ placeholder, range, isRepeatable }: Flag<unknown>): SettingType {
  if (placeholder === null) return 'switch'
  if (range !== undefined) return 'number'
  return isRepeatable === true ? 'list' : 'text'
}

/** Whether a flag names a file or a folder. */
export const isPath = ({ placeholder }: Flag<unknown>): boolean =>
  placeholder === 'file' || placeholder === 'folder'
