import { join } from 'node:path'
import type { Plan } from '../../ledger/carry-out-plan.ts'
import type { RunEntry } from '../../ledger/run-reader.ts'
import { isPlanChanged } from '../../report/check-report.ts'
import { PLAN_FILE } from '../../report/results.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import type { Deps } from '../deps.ts'
import { readConnection, type Connection } from '../inputs/connection.ts'
import { contradiction } from '../flags/conflicting-flags.ts'
import type { ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flags/flag.ts'
import { runFlags } from './run.meta.ts'
import { looseningVariables } from '../flags/loosening-variables.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import { readIntoLedger } from '../../batch/opening/read-into-ledger.ts'
import { readingRequest } from '../flags/reading-request.ts'
import { whyTooOldToResume } from '../../batch/opening/resume-age.ts'
import { resumeRun } from '../../batch/opening/resume-run.ts'
import { optionsOf, runSession, type SessionRequest } from '../session/run-session.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'

type RunFlags = FlagValues<typeof runFlags>

/** `run <list>`: deactivates, then deletes, everyone on the list; or whom a plan names. */
export function run(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(runFlags, parsed, deps.env)
  const { list } = parsed
  if ([list, flags.plan, flags.resume].filter((source) => source !== undefined).length !== 1) {
    throw new UsageError(
      'run takes one of: a leaver list, --plan with a plan, --resume with an unfinished run. See konstantly-offboard --help.',
    )
  }
  if (list === undefined) refuseReading(parsed)
  if (flags.before !== undefined && !flags['dry-run']) {
    throw new UsageError('--before looks ahead, and only `plan` and --dry-run may do that: leave it out.')
  }
  const connection = readConnection(flags, deps.env, !flags['dry-run'])
  const loosened = looseningVariables(runFlags, parsed, deps.env)
  return runSession({ flags, connection, confirmed: flags.yes, loosened, warnings, open: source() }, deps)

  function source(): SessionRequest['open'] {
    if (flags.resume !== undefined) return openUnfinished(flags.resume, flags, connection, deps)
    if (flags.plan !== undefined) return openPlan(flags.plan, flags, connection, deps)
    return openList(String(list), flags, connection, deps)
  }
}

/** Variables may be set for all commands; a flag is meant for this one, and must not be passed over. Throws UsageError. */
function refuseReading(parsed: Parsed): void {
  const given = Object.keys(readingFlags).find((name) => parsed[name] !== undefined)
  if (given === undefined) return
  throw new UsageError(
    `--${given} says how a list is read, and this run goes by the list as it was read before. Leave --${given} out, or begin anew with the list.`,
  )
}

function openUnfinished(
  id: string,
  flags: RunFlags,
  { site }: Connection,
  { now }: Deps,
): SessionRequest['open'] {
  return (ledger) => {
    const unfinished = ledger.run(id)
    const { executes } = unfinished.record.options
    const refused =
      (executes === null ? null : whyTooOld(ledger.plan(executes, site), now(), flags['plan-max-age'])) ??
      whyTooOldToResume(unfinished, now(), flags['resume-max-age'])
    if (refused !== null) return Promise.resolve({ refused })
    const entry = resumeRun(ledger, { id, site, version: readVersion(), flags })
    return Promise.resolve({ entry, resumed: true, joined: [] })
  }
}

function openList(path: string, flags: RunFlags, connection: Connection, deps: Deps): SessionRequest['open'] {
  const options = optionsOf(flags, { dryRun: flags['dry-run'], plan: false })
  const request = {
    path,
    reading: readingRequest(flags, deps.env),
    site: connection.site,
    options,
    resumeMaxAgeMs: flags['resume-max-age'],
    version: readVersion(),
  }
  return (ledger, signal) => readIntoLedger(ledger, request, deps, signal)
}

function openPlan(
  id: string,
  flags: RunFlags,
  { site }: Connection,
  { now, random }: Deps,
): SessionRequest['open'] {
  if (flags['dry-run']) throw new UsageError('a plan was looked at already: leave --dry-run out.')
  return (ledger) => {
    const plan = ledger.plan(id, site)
    const other = contradiction(flags, plan.options)
    if (other !== null) {
      throw new UsageError(
        `the plan ${id} was made without ${other}, and is carried out as it was made. Leave ${other} out, or make a new plan with it.`,
      )
    }
    const { begun } = plan
    const refused =
      whyNotCarriedOut(plan, now(), flags['plan-max-age']) ??
      whyFileChanged(ledger.run(id), flags.out) ??
      (begun && whyTooOldToResume(ledger.run(begun.id), now(), flags['resume-max-age']))
    if (refused !== null) return Promise.resolve({ refused })
    const protect = readProtectFile(flags.protect)
    const opened = ledger.carryOutPlan(plan, {
      id: makeRunId(now().toISOString(), random()),
      version: readVersion(),
    })
    opened.entry.protect(protect)
    return Promise.resolve({ ...opened, resumed: begun !== null })
  }
}

function whyNotCarriedOut(plan: Plan, now: Date, maxAgeMs: number): string | null {
  const { id, begun } = plan
  if (begun?.isOver === true) {
    return `the plan ${id} was carried out by run ${begun.id}, and a plan is carried out once. Make a new one.`
  }
  return whyTooOld(plan, now, maxAgeMs)
}

/** Whoever takes somebody out of `plan.csv` believes that they are spared. */
function whyFileChanged(plan: RunEntry, out: string): string | null {
  if (!isPlanChanged(plan, out)) return null
  const { id } = plan.record
  return `${join(out, id, PLAN_FILE)} is not there, or not what this version makes of the plan, and a plan is carried out as it was made. If people were taken out of it: put them on the --protect list, or make a new plan of a corrected list. Otherwise have it written anew first: report ${id}.`
}

function whyTooOld({ id, made, begun }: Plan, now: Date, maxAgeMs: number): string | null {
  // Whoever was begun with has to be finished, or taken back.
  if (begun?.hasActed !== true && now.getTime() - made.getTime() > maxAgeMs) {
    return `the plan ${id} was made at ${made.toISOString()}, longer ago than --plan-max-age allows. Make a new one.`
  }
  return null
}
