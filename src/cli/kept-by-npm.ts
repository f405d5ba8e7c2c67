import type { Deps } from './deps.ts'
import { reportFlags, runFlags, sandboxFlags } from './flags.ts'

const NAMES: readonly string[] = Object.keys({ ...runFlags, ...reportFlags, ...sandboxFlags })

/**
 * The flags that npm took for its own, since no `--` stood before the command: it drops them without a word, and `--no-delete` or
 * `--dry-run` would be ruled out by nobody. What it took it passes on as variables, a switch that begins with `no-` as an empty one.
 * https://docs.npmjs.com/cli/using-npm/config#cli-flags
 */
export function keptByNpm(env: Deps['env']): string[] {
  const event = env['npm_lifecycle_event']
  if (event === undefined) return []
  // `npx --yes` is meant for npx.
  const names = event === 'npx' ? NAMES.filter((name) => name !== 'yes') : NAMES
  return names.filter((name) => {
    const isNegative = name.startsWith('no-')
    const value = env[`npm_config_${name.replace(/^no-/, '').replaceAll('-', '_')}`]
    return isNegative ? value === '' || value === 'false' : value !== undefined && value !== ''
  })
}
