import { openUndo } from '../../batch/opening/open-undo.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readConnection } from '../inputs/connection.ts'
import { runSession } from '../session/run-session.ts'
import { FROM_THE_LEDGER } from '../session/task-options.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { undoMeta } from './undo.meta.ts'

/** `undo <run>`: reactivates everyone whom that run deactivated, and nobody deleted since. */
export function undo(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(undoMeta.flags, parsed, deps)
  const isDryRun = flags['dry-run']
  if (flags.preflight === 'off')
    throw new UsageError('undo looks up everybody before it reactivates them: leave --preflight off out.')
  const connection = readConnection(flags, deps.env, !isDryRun)
  const options: RunOptions = {
    ...FROM_THE_LEDGER,
    task: 'undo',
    kind: isDryRun ? 'dry_run' : 'run',
    deactivate: false,
    delete: false,
    protect: [],
    preflight: flags.preflight,
  }
  const request = { run: String(parsed['run']), site: connection.site, options, version: readVersion() }
  const loosened = looseningSources(undoMeta.flags, parsed, deps)
  return runSession(
    {
      flags,
      connection,
      confirmed: flags.yes,
      loosened,
      warnings,
      open: (store) => openUndo(store, request, deps),
    },
    deps,
  )
}
