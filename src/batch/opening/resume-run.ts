import type { Ledger } from '../../ledger/ledger.ts'
import type { RunEntry } from '../../ledger/run-reader.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { contradiction, type MeaningfulFlags } from '../../cli/flags/conflicting-flags.ts'
import type { FlagValues } from '../../cli/flags/flag.ts'
import type { safetyFlags } from '../../cli/flags/flags.ts'
import { readProtectFile } from '../../cli/inputs/protect-file.ts'
import { UsageError } from '../../cli/usage-error.ts'

/**
 * `--resume <run>`: makes an unfinished run the running one again, from the ledger alone. Throws UsageError where there is nothing
 * to finish, LedgerUnusableError where there is no such run.
 */
export function resumeRun(
  ledger: Ledger,
  {
    id,
    site,
    version,
    flags,
  }: {
    id: string
    site: string
    version: string
    flags: MeaningfulFlags & Pick<FlagValues<typeof safetyFlags>, 'protect'>
  },
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
  const protect = readProtectFile(flags.protect)
  entry.resume(version)
  entry.protect(protect)
  return entry
}
