import type { Deps } from '../deps.ts'

// Settings of npm's own, which are often made for good; without them a run asks, or does less.
const NPMS_OWN: ReadonlySet<string> = new Set(['yes', 'json', 'before'])

/**
 * Which of the flags `names` npm took for its own, since no `--` stood before the command: it drops them without a word, and `--no-delete`
 * or `--dry-run` would be ruled out by nobody. What it took it passes on as variables, a switch that begins with `no-` as an empty one.
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
