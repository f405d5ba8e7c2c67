import { openPurge } from '../../batch/opening/open-purge.ts'
import { LANGUAGES } from '../../offboarding/text/language.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flags/flag.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readConnection } from '../inputs/connection.ts'
import { pageLanguage } from '../inputs/page-language.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { runSession } from '../session/run-session.ts'
import { archiveOf, archivePlaceOf } from '../session/session-options.ts'
import { FROM_THE_LEDGER } from '../session/task-options.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { purgeMeta } from './purge.meta.ts'

/** `purge`: deletes everyone on the site whose grace period is over. */
export function purge(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(purgeMeta.flags, parsed, deps)
  const isDryRun = flags['dry-run']
  if (flags.before !== undefined && !isDryRun)
    throw new UsageError('--before looks ahead, and only --dry-run may do that: leave it out.')
  if (parsed['verify'] !== undefined && isDryRun)
    throw new UsageError('--verify asks once more for whom a purge deleted: leave --verify or --dry-run out.')
  if (flags.preflight === 'off')
    throw new UsageError('purge looks up everybody before it deletes them: leave --preflight off out.')
  const connection = readConnection(flags, deps.env, !isDryRun)
  const request = { site: connection.site, options: optionsOf(flags, deps.env), version: readVersion() }
  const loosened = looseningSources(purgeMeta.flags, parsed, deps)
  return runSession(
    {
      flags,
      connection,
      confirmed: flags.yes,
      verifies: flags.verify,
      loosened,
      warnings,
      open: (store) => openPurge(store, request, deps),
    },
    deps,
  )
}

function optionsOf(flags: FlagValues<typeof purgeMeta.flags>, env: Deps['env']): RunOptions {
  const language = pageLanguage(null, env)
  const archive = archiveOf(flags)
  return {
    ...FROM_THE_LEDGER,
    task: 'purge',
    kind: flags['dry-run'] ? 'dry_run' : 'run',
    deactivate: false,
    delete: true,
    protect: readProtectFile(flags.protect),
    preflight: flags.preflight,
    ...(language !== LANGUAGES[0] && { language }),
    ...(archive !== undefined && { archive }),
    // Also without --archive: the runs since which users wait may have promised one.
    ...archivePlaceOf(flags),
    reading: { ...FROM_THE_LEDGER.reading, before: flags.before ?? null },
  }
}
