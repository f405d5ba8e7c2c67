import type { RunOptions } from '../../offboarding/run/run.ts'
import type { FlagValues } from './flag.ts'
import { safetyFlags, type actionFlags, type archiveFlags } from './flags.ts'

/** The flags that decide what a run does, and to whom. */
export type MeaningfulFlags = FlagValues<typeof actionFlags & typeof archiveFlags> &
  Pick<FlagValues<typeof safetyFlags>, 'roles' | 'match' | 'preflight'> & { 'dry-run': boolean }

/**
 * The flag that forbids what a run or plan with these options does, or null. A run or plan is continued as it was made; ignoring
 * such a flag would do what the operator forbade. `--protect` does not conflict: its entries are added to the run.
 */
export function conflictingFlag(flags: MeaningfulFlags, options: RunOptions): string | null {
  if (flags['dry-run'] && options.kind !== 'dry_run') return '--dry-run'
  if (flags['no-delete'] && options.delete) return '--no-delete'
  if (flags['no-deactivate'] && options.deactivate) return '--no-deactivate'
  if (flags.grace !== null && flags.grace !== options.grace) return 'this --grace'
  // Images are saved with the records only.
  if (flags['archive-images'] && options.archive !== 'images') return '--archive-images'
  if (flags.archive && options.archive === undefined) return '--archive'
  // The folder is what every run has that says nothing of it.
  const savesInFolder = options.archive !== undefined && options.archiveIn === undefined
  if (flags['archive-in'] === 'ledger' && savesInFolder) return '--archive-in ledger'
  if (flags.match === 'name' && !options.matchName) return '--match name'
  const { preflight } = flags
  if (preflight !== safetyFlags.preflight.initial && preflight !== options.preflight)
    return `--preflight ${preflight}`
  // A flag that was not given has its default object, so this compares identity.
  const isGiven = flags.roles !== safetyFlags.roles.initial
  if (isGiven && JSON.stringify(flags.roles) !== JSON.stringify(options.roles)) return 'these --roles'
  return null
}
