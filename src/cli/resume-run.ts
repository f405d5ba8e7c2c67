import type { Ledger } from '../ledger/ledger.ts'
import type { RunEntry } from '../ledger/run-entry.ts'
import { isUnfinished, type RunOptions } from '../offboarding/run.ts'
import type { FlagValues } from './flag.ts'
import { safetyFlags, type runFlags } from './flags.ts'
import { readProtectFile } from './protect-file.ts'
import { UsageError } from './usage-error.ts'

type MeaningfulFlags = Pick<
  FlagValues<typeof runFlags>,
  'no-delete' | 'no-deactivate' | 'dry-run' | 'roles' | 'protect' | 'match'
>

/**
 * `--resume <run>`: makes an unfinished run the running one again, from the ledger alone. Throws UsageError where there is nothing
 * to finish, LedgerUnusableError where there is no such run.
 */
export function resumeRun(
  ledger: Ledger,
  { id, site, version, flags }: { id: string; site: string; version: string; flags: MeaningfulFlags },
): RunEntry {
  const entry = ledger.run(id)
  const { record } = entry
  if (record.site !== site) {
    throw new UsageError(`run ${id} is one on ${record.site}, not on ${site}. Name that site.`)
  }
  if (!isUnfinished(record)) {
    throw new UsageError(
      `run ${id} is ${record.status}: there is nothing left to finish. Begin a new one with its list.`,
    )
  }
  const other = contradiction(flags, record.options)
  if (other !== null) {
    throw new UsageError(
      `run ${id} was begun without ${other}, and goes on as it was begun. Leave ${other} out.`,
    )
  }
  entry.resume(version)
  return entry
}

/** A flag that asks for less than the run would do: to pass over it silently would do what was ruled out. */
function contradiction(flags: MeaningfulFlags, options: RunOptions): string | null {
  if (flags['dry-run'] && !options.dryRun) return '--dry-run'
  if (flags['no-delete'] && options.delete) return '--no-delete'
  if (flags['no-deactivate'] && options.deactivate) return '--no-deactivate'
  if (flags.match === 'name' && !options.matchName) return '--match name'
  if (flags.protect !== undefined && !isSameList(readProtectFile(flags.protect), options.protect))
    return 'this --protect'
  // What was not given is the very default.
  const isGiven = flags.roles !== safetyFlags.roles.initial
  if (isGiven && JSON.stringify(flags.roles) !== JSON.stringify(options.roles)) return 'these --roles'
  return null
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
