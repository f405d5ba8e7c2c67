import type { Deps } from '../deps.ts'

// These are also settings of npm, which are often set permanently. Without them a run asks a question, or does less.
const NPMS_OWN: ReadonlySet<string> = new Set(['yes', 'json', 'before'])

/**
 * The flags among `names` that npm took for itself because no `--` stood before the command. npm drops them silently, so that
 * `--no-delete` or `--dry-run` would have no effect. It passes them on as environment variables; a switch that begins with `no-`
 * becomes an empty one.
 * https://docs.npmjs.com/cli/using-npm/config#cli-flags
 */
export function keptByNpm(names: readonly string[], env: Deps['env']): string[] {
  if (env['npm_lifecycle_event'] === undefined) return []
  return names.filter((name) => {
    if (NPMS_OWN.has(name)) return false
    const isNegative = name.startsWith('no-')
    const value = env[`npm_config_${name.replace(/^no-/, '').replaceAll('-', '_')}`]
    return isNegative ? value === '' || value === 'false' : value !== undefined && value !== ''
  })
}
