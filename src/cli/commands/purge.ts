import { openPurge } from '../../batch/opening/open-purge.ts'
import { LANGUAGES } from '../../offboarding/run/language.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flags/flag.ts'
import { looseningVariables } from '../flags/loosening-variables.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readConnection } from '../inputs/connection.ts'
import { pageLanguage } from '../inputs/page-language.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { runSession } from '../session/run-session.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { purgeMeta } from './purge.meta.ts'

/** `purge`: deletes everyone on the site whose grace period is over. */
export function purge(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(purgeMeta.flags, parsed, deps.env)
  const isDryRun = flags['dry-run']
  if (flags.before !== undefined && !isDryRun)
    throw new UsageError('--before looks ahead, and only --dry-run may do that: leave it out.')
  if (flags.preflight === 'off')
    throw new UsageError('purge looks up everybody before it deletes them: leave --preflight off out.')
  const connection = readConnection(flags, deps.env, !isDryRun)
  const request = { site: connection.site, options: optionsOf(flags, deps.env), version: readVersion() }
  const loosened = looseningVariables(purgeMeta.flags, parsed, deps.env)
  return runSession(
    {
      flags,
      connection,
      confirmed: flags.yes,
      loosened,
      warnings,
      open: (store) => openPurge(store, request, deps),
    },
    deps,
  )
}

/** Role and name were compared when the user was deactivated; whoever has another by now is left alone. */
function optionsOf(flags: FlagValues<typeof purgeMeta.flags>, env: Deps['env']): RunOptions {
  const language = pageLanguage(null, env)
  return {
    task: 'purge',
    kind: flags['dry-run'] ? 'dry_run' : 'run',
    deactivate: false,
    delete: true,
    roles: 'any',
    matchName: false,
    protect: readProtectFile(flags.protect),
    preflight: flags.preflight,
    executes: null,
    ...(language !== LANGUAGES[0] && { language }),
    reading: {
      columns: { id: null, email: null, leaveDate: null, name: [] },
      header: true,
      skippedLines: 0,
      dateFormat: null,
      timezone: null,
      before: flags.before ?? null,
    },
  }
}
