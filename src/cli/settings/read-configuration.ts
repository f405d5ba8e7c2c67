import { lstatSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { shown, shownPath } from '../../offboarding/text/shown.ts'
import type { CommandMeta, Parsed } from '../commands/command.ts'
import { CONFIGURATION_FILE, NO_CONFIGURATION, type Configuration } from '../configuration.ts'
import { connectionFlags, outFlag } from '../flags/flags.ts'
import { readFlags, variableOf } from '../flags/read-flags.ts'
import { nearest } from '../help/near-misses.ts'
import { UsageError } from '../usage-error.ts'
import { knownSettings, SITE_FLAGS } from './known-settings.ts'
import { siteOf } from './named-site.ts'
import { parseSettings, type Section, type SettingsOfSites } from './parse-settings.ts'
import { readSettingsFile } from './settings-file.ts'

const { site, 'base-url': baseUrl } = connectionFlags
const WHERE = { ...outFlag, site, 'base-url': baseUrl }

type Env = Readonly<Record<string, string | undefined>>

/**
 * The configuration file of a command, and what it sets: the one that `--config` or `KONSTANTLY_CONFIG` names, otherwise the one beside the
 * ledger. `commands`: all there are, whose flags may be set. Throws UsageError for flags that cannot be read; a file that cannot be used is
 * returned as that.
 */
export function readConfiguration(
  command: CommandMeta,
  parsed: Parsed,
  commands: readonly CommandMeta[],
  env: Env,
): Configuration {
  if (!('config' in command.flags)) return NO_CONFIGURATION
  const flags = readFlags(WHERE, parsed, { env, configuration: NO_CONFIGURATION })
  const path = flags.config ?? join(flags.out, CONFIGURATION_FILE)
  if (flags.config === undefined && !isThere(path)) return NO_CONFIGURATION
  try {
    const { text, sha256 } = readSettingsFile(path, flags.config !== undefined)
    const all = parseSettings(text, path, knownSettings(commands))
    if (flags.config === undefined) refuseElsewhere(all, path)
    const named =
      'site' in command.flags ? [flags.site, flags['base-url']].filter((one) => one !== undefined) : null
    const section = chooseSection(all, named, path)
    const isReplaced = (name: string): boolean =>
      parsed[name] !== undefined || (env[variableOf(name)] ?? '') !== ''
    const settings = new Map([
      ...all.forAllSites,
      ...(section?.settings ?? []),
      ...(named?.length === 0 && section !== null ? [[section.flag, [section.name]] as const] : []),
    ])
    const own = [...settings.keys()].filter((name) => name in command.flags)
    return {
      kind: 'read',
      path,
      sha256,
      named: flags.config ?? null,
      section: section?.name ?? null,
      settings,
      used: own.filter((name) => !isReplaced(name) && !SITE_FLAGS.includes(name)),
      replaced: own.filter(isReplaced),
      others: [...settings.keys()].filter((name) => !(name in command.flags)),
    }
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'unusable', why: error.message }
    throw error
  }
}

/** Whether anything has that name, even a link that leads nowhere. Of a folder that cannot be looked into, its ledger tells. */
function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

/** Refuses a file beside the ledger that says the ledger is elsewhere. Throws UsageError. */
function refuseElsewhere({ forAllSites }: SettingsOfSites, path: string): void {
  const out = forAllSites.get('out')?.[0]
  if (out === undefined || out === resolve(dirname(path))) return
  throw new UsageError(
    `${shownPath(path)} was found beside the ledger, and its "out" says that the ledger is in ${shownPath(out)}. Leave "out" out of it, or name the file with --config.`,
  )
}

/**
 * The section for the site that was named, or the only one. `named`: what flags or variables say of the site; null for a command that
 * works on no site. Throws UsageError.
 */
function chooseSection(
  { sections }: SettingsOfSites,
  named: readonly string[] | null,
  path: string,
): Section | null {
  const [only, second] = sections ?? []
  if (sections === null || only === undefined) return null
  if (named === null) return null
  const [name] = named
  const names = sections.map((section) => `"${shown(section.name)}"`).join(', ')
  if (name === undefined) {
    if (second === undefined) return only
    throw new UsageError(
      `say which site is meant, with --site or --base-url: ${shownPath(path)} has sections for ${names}.`,
    )
  }
  const site = siteOf(name)?.site
  // The command itself says what is wrong with it, or that a site was named twice.
  if (site === undefined || named.length > 1) return null
  const section = sections.find((one) => one.site === site)
  if (section !== undefined) return section
  const meant = nearest(
    name,
    sections.map((one) => one.name),
  )
  throw new UsageError(
    `${shownPath(path)} has no section for the site "${shown(name)}", only for ${names}${meant === null ? '.' : `; did you mean "${shown(meant)}"?`} Name one of them, or add a section; it may be empty: "${shown(name)}": {}.`,
  )
}
