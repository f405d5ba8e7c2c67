import { readIntoLedger } from '../../batch/opening/read-into-ledger.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readingRequest } from '../flags/reading-request.ts'
import { readConnection } from '../inputs/connection.ts'
import { leaverList } from '../inputs/leaver-list.ts'
import { pageLanguage } from '../inputs/page-language.ts'
import { runSession } from '../session/run-session.ts'
import type { SessionRequest } from '../session/session-request.ts'
import { optionsOf } from '../session/session-options.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { planMeta } from './plan.meta.ts'

/** `plan <list>`: does everything up to the first change. */
export function plan(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(planMeta.flags, parsed, deps)
  const options = optionsOf(flags, { kind: 'plan' })
  if (options.preflight === 'off')
    throw new UsageError('a plan is made by looking users up: leave --preflight off out.')
  const connection = readConnection(flags, deps.env, true)
  const reading = readingRequest(flags, deps.env)
  const request = {
    open: leaverList(String(parsed['list']), reading, deps.stdin),
    reading,
    site: connection.site,
    options,
    // No limit: a resumed plan makes the missing look-ups now, and nobody is touched.
    resumeMaxAgeMs: Infinity,
    languageFor: (ofList: string | null) => pageLanguage(ofList, deps.env),
    version: readVersion(),
  }
  const open: SessionRequest['open'] = (store, signal) =>
    readIntoLedger(store, request, { ...deps, dayIn }, signal)
  const loosened = looseningSources(planMeta.flags, parsed, deps)
  return runSession(
    { flags, connection, confirmed: true, loosened, warnings, readsOnce: parsed['list'] === '-', open },
    deps,
  )
}
