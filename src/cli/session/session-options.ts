import type { ArchiveMode } from '../../offboarding/policy.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import type { FlagValues } from '../flags/flag.ts'
import type {
  archiveFlags,
  connectionFlags,
  jsonFlags,
  languageFlag,
  logFlags,
  outFlag,
  paceFlags,
  redactFlag,
  safetyFlags,
  sessionFlags,
} from '../flags/flags.ts'
import type { ledgerFlags } from '../flags/ledger-flags.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { UsageError } from '../usage-error.ts'

/** The flags of a session over a list. */
export type ListSessionFlags = FlagValues<typeof sessionFlags>

/** The flags that every session needs, whatever it works on. */
export type SessionFlags = FlagValues<
  typeof paceFlags &
    typeof outFlag &
    typeof ledgerFlags &
    typeof jsonFlags &
    typeof languageFlag &
    typeof redactFlag &
    typeof logFlags &
    Pick<typeof connectionFlags, 'api-key-file'> &
    Pick<typeof safetyFlags, 'max-users' | 'max-percent' | 'max-unknown'>
>

/** The options of a run from its flags. Throws UsageError. */
export function optionsOf(
  flags: ListSessionFlags,
  more: Pick<RunOptions, 'kind'>,
): Omit<RunOptions, 'reading'> {
  if (flags['no-delete'] && flags['no-deactivate']) {
    throw new UsageError('--no-delete and --no-deactivate together leave nothing to do; give one of them.')
  }
  if (flags.grace !== null && (flags['no-delete'] || flags['no-deactivate'])) {
    throw new UsageError(
      '--grace deactivates now and deletes later: leave --no-delete and --no-deactivate out.',
    )
  }
  const archive = archiveOf(flags)
  if (flags['no-delete'] && archive !== undefined) {
    throw new UsageError(
      '--archive saves the records of users who are deleted, and --no-delete deletes nobody: leave one of them out.',
    )
  }
  if (flags['archive-in'] === 'ledger' && archive === undefined && !flags['no-delete']) {
    throw new UsageError('--archive-in says where --archive saves: give that, or --archive-images, too.')
  }
  if (flags.attribute === undefined && flags['attribute-column'] !== undefined) {
    throw new UsageError('--attribute-column names the column of --attribute: give that, too.')
  }
  if (flags.match === 'name' && flags.preflight === 'off') {
    throw new UsageError('--match name needs look-ups: leave --preflight off out.')
  }
  return {
    deactivate: !flags['no-deactivate'],
    delete: !flags['no-delete'],
    roles: flags.roles,
    matchName: flags.match === 'name',
    protect: readProtectFile(flags.protect),
    preflight: flags.preflight,
    executes: null,
    ...(flags.grace !== null && { grace: flags.grace }),
    // Absent where it is not asked for: the unfinished run of an earlier version has to be found.
    ...(archive !== undefined && { archive, ...archivePlaceOf(flags) }),
    ...(flags.attribute !== undefined && { attribute: attributeOf(flags, flags.attribute) }),
    ...more,
  }
}

/** What is saved of each user before they are deleted; undefined for nothing. */
export function archiveOf(flags: FlagValues<typeof archiveFlags>): ArchiveMode | undefined {
  if (flags['archive-images']) return 'images'
  return flags.archive ? 'records' : undefined
}

/** Where that is saved. */
export const archivePlaceOf = (flags: FlagValues<typeof archiveFlags>): Pick<RunOptions, 'archiveIn'> =>
  flags['archive-in'] === 'ledger' ? { archiveIn: 'ledger' } : {}

/** The attribute that users are found by. Throws UsageError where they could not be: the platform finds nobody by one, so all of them are paged through. */
function attributeOf({ preflight }: Pick<ListSessionFlags, 'preflight'>, attribute: string): string {
  if (preflight === 'off' || preflight === 'lookup') {
    throw new UsageError(
      `--attribute pages through the list of users, since the platform finds nobody by an attribute: leave --preflight ${preflight} out.`,
    )
  }
  return attribute.trim()
}
