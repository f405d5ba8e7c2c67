import type { RunOptions } from '../../offboarding/run/run.ts'
import type { FlagValues } from './flag.ts'
import { safetyFlags, type actionFlags } from './flags.ts'

/** The flags that say what a run may do, and to whom. */
export type MeaningfulFlags = FlagValues<typeof actionFlags> &
  Pick<FlagValues<typeof safetyFlags>, 'roles' | 'match' | 'preflight'> & { 'dry-run': boolean }

/**
 * The flag that rules out what a run or a plan with these options would do, or null: what was begun or planned goes on as it is,
 * and to pass over the flag silently would do what was ruled out. Not `--protect`: whom it names is protected from now on.
 */
export function conflictingFlag(flags: MeaningfulFlags, options: RunOptions): string | null {
  if (flags['dry-run'] && options.kind !== 'dry_run') return '--dry-run'
  if (flags['no-delete'] && options.delete) return '--no-delete'
  if (flags['no-deactivate'] && options.deactivate) return '--no-deactivate'
  if (flags.match === 'name' && !options.matchName) return '--match name'
  const { preflight } = flags
  if (preflight !== safetyFlags.preflight.initial && preflight !== options.preflight)
    return `--preflight ${preflight}`
  // What was not given is the very default.
  const isGiven = flags.roles !== safetyFlags.roles.initial
  if (isGiven && JSON.stringify(flags.roles) !== JSON.stringify(options.roles)) return 'these --roles'
  return null
}
