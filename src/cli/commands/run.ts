import { openPlan } from '../../batch/opening/open-plan.ts'
import { readIntoLedger } from '../../batch/opening/read-into-ledger.ts'
import { resumeRun } from '../../batch/opening/resume-run.ts'
import { dayIn } from '../../leavers/dates/calendar.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import { isPlanChanged } from '../../report/check-report.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { conflictingFlag } from '../flags/conflicting-flags.ts'
import type { FlagValues } from '../flags/flag.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import { readingRequest } from '../flags/reading-request.ts'
import { readConnection } from '../inputs/connection.ts'
import { leaverList } from '../inputs/leaver-list.ts'
import { pageLanguage } from '../inputs/page-language.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { runSession } from '../session/run-session.ts'
import type { SessionRequest } from '../session/session-request.ts'
import { optionsOf } from '../session/session-options.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import type { Parsed } from './command.ts'
import { runFlags } from './run.meta.ts'

type RunFlags = FlagValues<typeof runFlags>

/** `run <list>`: deactivates, then deletes, everyone on the list. Or carries out a plan, or resumes a run. */
export function run(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(runFlags, parsed, deps)
  const { list } = parsed
  const sources = [list, flags.plan, flags.resume].filter((source) => source !== undefined).length
  if (sources === 0)
    throw new UsageError(
      'run needs a leaver list: konstantly-offboard run <list>. Or --plan with a plan, or --resume with an unfinished run. See konstantly-offboard help run.',
    )
  if (sources > 1)
    throw new UsageError(
      'a leaver list, --plan and --resume each say what to run: give one of them. See konstantly-offboard help run.',
    )
  if (list === undefined) refuseReading(parsed)
  if (flags.before !== undefined && !flags['dry-run']) {
    throw new UsageError('--before looks ahead, and only `plan` and --dry-run may do that: leave it out.')
  }
  refuseVerify(parsed, flags)
  const connection = readConnection(flags, deps.env, !flags['dry-run'])
  const loosened = looseningSources(runFlags, parsed, deps)
  return runSession(
    {
      flags,
      connection,
      confirmed: flags.yes,
      verifies: flags.verify,
      loosened,
      warnings,
      readsOnce: list === '-',
      open: source(),
    },
    deps,
  )

  function source(): SessionRequest['open'] {
    const { site } = connection
    if (flags.resume !== undefined) return unfinishedRun(flags.resume, flags, site, deps)
    if (flags.plan !== undefined) return planned(flags.plan, flags, site, deps)
    return listed(String(list), flags, site, deps)
  }
}

/** Refuses to ask for whom a run deleted that deletes nobody. A variable may be set for all commands. Throws UsageError. */
function refuseVerify({ verify }: Parsed, flags: RunFlags): void {
  const why = [
    ...(flags['dry-run'] ? ['--dry-run'] : []),
    ...(flags['no-delete'] ? ['--no-delete'] : []),
    ...(flags.grace === null ? [] : ['--grace']),
  ]
  if (verify === undefined || why.length === 0) return
  throw new UsageError(
    `--verify asks once more for whom a run deleted, and with ${why.join(' and ')} it deletes nobody: leave --verify out.`,
  )
}

/**
 * Refuses flags about reading a list if there is no list to read: a flag is meant for this command and must not be ignored.
 * Variables are not refused, since they may be set for all commands. Throws UsageError.
 */
function refuseReading(parsed: Parsed): void {
  const given = Object.keys(readingFlags).find((name) => parsed[name] !== undefined)
  if (given === undefined) return
  throw new UsageError(
    `--${given} says how a list is read, and this run goes by the list as it was read before. Leave --${given} out, or begin anew with the list.`,
  )
}

function listed(path: string, flags: RunFlags, site: string, deps: Deps): SessionRequest['open'] {
  const reading = readingRequest(flags, deps.env)
  const request = {
    open: leaverList(path, reading, deps.stdin),
    reading,
    site,
    options: optionsOf(flags, { kind: flags['dry-run'] ? 'dry_run' : 'run' }),
    resumeMaxAgeMs: flags['resume-max-age'],
    languageFor: (ofList: string | null) => pageLanguage(ofList, deps.env),
    version: readVersion(),
  }
  return (store, signal) => readIntoLedger(store, request, { ...deps, dayIn }, signal)
}

function unfinishedRun(id: string, flags: RunFlags, site: string, { now }: Deps): SessionRequest['open'] {
  const request = {
    run: id,
    site,
    version: readVersion(),
    protect: readProtectFile(flags.protect),
    maxAgeMs: flags['resume-max-age'],
    planMaxAgeMs: flags['plan-max-age'],
    conflict: (options: RunOptions) => conflictingFlag(flags, options),
  }
  return (store) => resumeRun(store, request, now)
}

function planned(id: string, flags: RunFlags, site: string, deps: Deps): SessionRequest['open'] {
  if (flags['dry-run']) throw new UsageError('a plan was looked at already: leave --dry-run out.')
  const request = {
    plan: id,
    site,
    version: readVersion(),
    protect: readProtectFile(flags.protect),
    planMaxAgeMs: flags['plan-max-age'],
    resumeMaxAgeMs: flags['resume-max-age'],
    conflict: (options: RunOptions) => conflictingFlag(flags, options),
    isFileChanged: (plan: Parameters<typeof isPlanChanged>[0]) => isPlanChanged(plan, flags.out),
  }
  return (store) => openPlan(store, request, deps)
}
