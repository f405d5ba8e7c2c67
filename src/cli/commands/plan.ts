import type { Deps } from '../deps.ts'
import { readConnection } from '../inputs/connection.ts'
import type { ExitCode } from '../exit-code.ts'
import { sessionFlags } from '../flags/flags.ts'
import { looseningVariables } from '../flags/loosening-variables.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readIntoLedger } from '../../batch/opening/read-into-ledger.ts'
import { readingRequest } from '../flags/reading-request.ts'
import { optionsOf, runSession, type SessionRequest } from '../session/run-session.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'

/** `plan <list>`: everything up to the point of acting; changes nothing. */
export function plan(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(sessionFlags, parsed, deps.env)
  const options = optionsOf(flags, { dryRun: false, plan: true })
  if (options.preflight === 'off')
    throw new UsageError('a plan is made by looking users up: leave --preflight off out.')
  const connection = readConnection(flags, deps.env, true)
  const request = {
    path: String(parsed['list']),
    reading: readingRequest(flags, deps.env),
    site: connection.site,
    options,
    // Whoever is left to look up is looked up now, and nobody is touched.
    resumeMaxAgeMs: Infinity,
    version: readVersion(),
  }
  const open: SessionRequest['open'] = (ledger, signal) => readIntoLedger(ledger, request, deps, signal)
  const loosened = looseningVariables(sessionFlags, parsed, deps.env)
  return runSession({ flags, connection, confirmed: true, loosened, warnings, open }, deps)
}
