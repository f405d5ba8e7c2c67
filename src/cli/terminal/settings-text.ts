import { shown, shownPath } from '../../offboarding/text/shown.ts'
import type { Configuration } from '../configuration.ts'
import type { Deps } from '../deps.ts'

/**
 * Which configuration file a command uses, which section of it, and what for: `/data/konstantly-offboard.json, section acme: protect, roles`.
 * Null where it uses none.
 */
export function settingsInWords(configuration: Configuration): string | null {
  if (configuration.kind !== 'read') return null
  const { path, section, used, replaced } = configuration
  const where = `${shownPath(path)}${section === null ? '' : `, section ${shown(section)}`}`
  const rest = replaced.length === 0 ? '' : `; by a flag or variable instead: ${replaced.join(', ')}`
  return `${where}: ${used.length === 0 ? 'nothing for this command' : used.join(', ')}${rest}`
}

/** Says on standard error which settings are used, for commands that have no log. */
export function saySettings({ configuration, stderr }: Pick<Deps, 'configuration' | 'stderr'>): void {
  const words = settingsInWords(configuration)
  if (words === null || configuration.kind !== 'read' || configuration.used.length === 0) return
  stderr.write(`konstantly-offboard: settings: ${words}\n`)
}
