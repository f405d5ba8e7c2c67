import type { Deps } from '../deps.ts'
import { readConnection, type Connection } from '../connection.ts'
import type { ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flag.ts'
import { runFlags } from '../flags.ts'
import { readFlags } from '../read-flags.ts'
import { readIntoLedger } from '../read-into-ledger.ts'
import { readingRequest } from '../reading-request.ts'
import { makeRunId } from '../run-id.ts'
import { optionsOf, runSession, type SessionRequest } from '../run-session.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'

type RunFlags = FlagValues<typeof runFlags>

/** `run <list>`: deactivates, then deletes, everyone on the list; or whom a plan names. */
export function run(parsed: Readonly<Record<string, unknown>>, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(runFlags, parsed, deps.env)
  const { list } = parsed
  if (typeof list === 'string' && flags.plan !== undefined) {
    throw new UsageError('a plan needs no list, and a list no plan; give one of them.')
  }
  if (flags.before !== undefined && !flags['dry-run']) {
    throw new UsageError('--before looks ahead, and only `plan` and --dry-run may do that: leave it out.')
  }
  const connection = readConnection(flags, deps.env)
  const open =
    typeof list === 'string'
      ? openList(list, flags, connection, deps)
      : openPlan(flags.plan, flags, connection, deps)
  return runSession({ flags, connection, confirmed: flags.yes, open }, deps)
}

function openList(path: string, flags: RunFlags, connection: Connection, deps: Deps): SessionRequest['open'] {
  const options = optionsOf(flags, { dryRun: flags['dry-run'], plan: false })
  const request = {
    path,
    reading: readingRequest(flags),
    site: connection.site,
    options,
    version: readVersion(),
  }
  return (ledger) => readIntoLedger(ledger, request, deps)
}

function openPlan(
  plan: string | undefined,
  flags: RunFlags,
  { site }: Connection,
  { now, random }: Deps,
): SessionRequest['open'] {
  if (plan === undefined)
    throw new UsageError('name the leaver list, - for standard input, or a plan with --plan.')
  if (flags['dry-run']) throw new UsageError('a plan was looked at already: leave --dry-run out.')
  return (ledger) => {
    const found = ledger.carryOutPlan({ plan, site, id: makeRunId(now(), random()), version: readVersion() })
    if (found.kind === 'done') {
      return Promise.resolve({
        refused: `the plan ${plan} was carried out by run ${found.by}, and a plan is carried out once. Make a new one.`,
      })
    }
    const isOld = now().getTime() - found.made.getTime() > flags['plan-max-age']
    if (found.kind === 'new' && isOld) {
      found.entry.close('refused', 4)
      return Promise.resolve({
        refused: `the plan ${plan} was made at ${found.made.toISOString()}, longer ago than --plan-max-age allows. Make a new one.`,
      })
    }
    return Promise.resolve({ entry: found.entry, resumed: found.kind === 'unfinished' })
  }
}
