import { offboardRows } from './offboard-rows.ts'
import { preflight } from './look-ups/preflight.ts'
import type { Stop } from './stop.ts'
import type { KonstantlyClient } from '../konstantly/client.ts'
import type { RunEntry } from '../ledger/run-reader.ts'
import type { RunEvent } from '../offboarding/event.ts'
import {
  DOCUMENTED_QUOTA,
  expectedDuration,
  expectedRequests,
  inWords,
} from '../offboarding/run/expected-duration.ts'
import { needsCount, whyRefused, type Limits } from '../offboarding/run/guards.ts'
import { policyOf } from '../offboarding/run/run.ts'
import { whatHappens } from '../offboarding/run/what-happens.ts'
import { checkDay } from './clock/check-day.ts'
import { confirm, hasTerminal } from '../cli/terminal/confirm.ts'
import { countedSince } from './clock/counted-since.ts'
import type { Deps } from '../cli/deps.ts'
import { finished, stopped, type Ending } from './run-end.ts'
import { EXIT } from '../cli/exit-code.ts'

export interface Command {
  entry: RunEntry
  resumed: boolean
  client: KonstantlyClient
  limits: Limits
  concurrency: number
  /** Requests a minute at most, or null. */
  rate: number | null
  /** Whether a person has agreed already. */
  confirmed: boolean
  /** The variables that let this run do more than its command line says. */
  loosened: readonly string[]
  stop: Stop
  deps: Deps
  emit: (event: RunEvent) => void
  /** Says what was decided without being asked. */
  say: (text: string) => void
  /** Says why the run is refused. */
  explain: (text: string) => void
}

/** npm keeps a `--yes` that stands before no `--`, and sets it for its own purposes, too: so it is not taken for ours. */
function nobodyConfirmed(env: Deps['env']): string {
  const kept =
    env['npm_config_yes'] === 'true' ? ' npm has kept one for itself: it belongs after a `--`.' : ''
  return `nobody confirmed: there is no terminal to ask on. Look at a plan first, then give --yes.${kept}`
}

/** Everything between the list in the ledger and the report: look-ups, guards, confirmation, the work itself. */
export async function carryOut(command: Command): Promise<Ending> {
  const { entry, resumed, emit } = command
  const { id, site, list, options } = entry.record
  const toDo = options.dryRun ? (entry.outcomes().not_attempted ?? 0) : entry.countToDo()
  const expectedMs = expected(command, toDo)
  emit({ type: 'run_started', run: id, site, rows: list.rows, toDo, resumed, expectedMs })
  if (!resumed) emitSettledRows(command)
  // Its rows were settled when the list was read.
  if (options.dryRun) return finished(entry)

  // Before anything is asked for nothing.
  const noPerson = toDo > 0 && !options.plan && !command.confirmed && !hasTerminal(command.deps)
  if (noPerson) return refuse(command, nobodyConfirmed(command.deps.env))
  for (;;) {
    const ending = await prepare(command)
    if (ending !== null) return ending
    // The question may have been left open for days.
    if (!areOld(command)) return work(command)
  }
}

/** Finds out who everybody is, and whether all of them may be touched. Null: they may. */
async function prepare(command: Command): Promise<Ending | null> {
  const { entry, stop } = command
  const { options } = entry.record
  if (options.preflight !== 'off') await lookUp(command, options.preflight)
  const wrongDay = stop.signal.aborted ? null : await checkDay(command)
  const refusalOf = (since: Date): string | null => whyRefused(entry.situation(since), limitsOf(command))
  const since = await countedSince(command, (since) => refusalOf(since) !== null)
  if (stop.reason !== null) return stopped(stop.reason)
  // Unless somebody was touched already, the list is read again by a clock that is right.
  if (wrongDay !== null) return refuse(command, wrongDay, entry.hasTouched())
  const refusal = refusalOf(since)
  if (refusal !== null) return refuse(command, refusal)
  if (options.plan) {
    const deactivated = options.delete ? 'would be deleted for good' : undefined
    entry.endToDo('not_attempted', `would be ${whatHappens(options)}`, deactivated)
    return finished(entry)
  }
  return whyNotConfirmed(command)
}

/** Whether anything that was looked up is too old to go by, and was forgotten. */
function areOld({ entry, say }: Command): boolean {
  if (!entry.forgetOldLookUps()) return false
  say(
    'some users were looked up more than a day ago: everybody is looked up again, and who changed is left alone.',
  )
  return true
}

/** Without look-ups nobody counts the site's users, as `--preflight off` says. */
function limitsOf({ entry, limits }: Command): Limits {
  return entry.record.options.preflight === 'off' ? { ...limits, maxPercent: 100 } : limits
}

async function lookUp(command: Command, mode: 'auto' | 'lookup' | 'list'): Promise<void> {
  const { entry, client, concurrency, stop, emit } = command
  const { id, options } = entry.record
  const lookUps = entry.lookUps()
  const before = countLookUps(entry)
  await preflight(mode, policyOf(options), concurrency, {
    run: id,
    platform: client,
    journal: entry.journal(),
    lookUps,
    needsCount: needsCount(entry.countToDo(), limitsOf(command)),
    stop,
    emit,
  })
  if (stop.reason !== null) return
  emit({
    type: 'looked_up',
    run: id,
    toDo: entry.countToDo(),
    siteUsers: lookUps.siteUsers(),
    requests: countLookUps(entry) - before,
  })
}

function countLookUps(entry: RunEntry): number {
  const { read = 0, find = 0, list = 0 } = entry.requests()
  return read + find + list
}

async function work(command: Command): Promise<Ending> {
  const { entry, client, concurrency, stop, deps, emit } = command
  const { id: run, options } = entry.record
  const users = entry.countToDo()
  if (users > 0) {
    const expectedMs = expected(command, users, entry.countDeactivated())
    emit({ type: 'work_started', run, users, expectedMs })
  }
  const journal = entry.journal()
  while (!stop.signal.aborted && entry.countToDo() > 0) {
    const expire = entry.lookUpsExpire()
    await offboardRows(entry.toDo(), policyOf(options), concurrency, {
      run,
      // The machine may have been asleep.
      mayBegin: () => expire === null || deps.now() <= expire,
      platform: client,
      journal,
      stop,
      emit,
      now: deps.monotonic,
    })
    // Nobody is asked again: who was agreed on, and is another by now, ends here.
    if (areOld(command) && options.preflight !== 'off') {
      await lookUp(command, options.preflight)
      if (stop.reason === null && entry.lookUps().countUnknown() > 0) return notShown(command)
    }
  }
  return stop.reason !== null && entry.countToDo() > 0 ? stopped(stop.reason) : finished(entry)
}

const NOT_SHOWN =
  'the platform does not show the list of its users any more, so nobody who is left could be looked up again. Run the same command when it does.'

/** The platform shows no list of its users any more: who is left could not be looked up again, and is not touched. */
function notShown({ explain }: Command): Ending {
  explain(NOT_SHOWN)
  return { status: 'stopped', exitCode: EXIT.unavailable, reason: NOT_SHOWN }
}

/** Asks the person at the terminal, if there is anything to ask. Null: go on. */
async function whyNotConfirmed(command: Command): Promise<Ending | null> {
  const { entry, confirmed, loosened, deps, stop } = command
  const { site, options } = entry.record
  const users = entry.countToDo()
  if (users === 0) return null
  if (confirmed) {
    entry.confirm('yes', limitsOf(command))
    return null
  }
  const deactivated = entry.countDeactivated()
  const answer = await confirm(
    {
      site,
      users,
      what: whatHappens(options),
      deactivated,
      names: entry.firstNames(5),
      outcomes: entry.outcomes(),
      duration: inWords(expected(command, users, deactivated)),
      loosened,
    },
    deps,
    stop.signal,
    () => {
      stop.because({ kind: 'signal', signal: 'SIGINT' })
    },
  )
  switch (answer) {
    case 'confirmed':
      entry.confirm('typed', limitsOf(command))
      return null
    case 'stopped':
      return stop.reason === null ? refuse(command, 'nobody answered.') : stopped(stop.reason)
    case 'declined':
      return refuse(
        command,
        `the number of users (${users}) was not typed, so nobody ${entry.hasTouched() ? 'else ' : ''}was touched.`,
      )
  }
}

/** Nobody is touched. A run that was resumed, or goes on with an unfinished one, stays unfinished: its users may be deactivated. */
function refuse(
  command: Command,
  message: string,
  goesOn = command.resumed || command.entry.hasTouched(),
): Ending {
  const { entry, explain } = command
  explain(message)
  if (goesOn) return { status: 'stopped', exitCode: EXIT.refused, reason: message }
  entry.endToDo('not_attempted', `refused: ${message}`)
  return { status: 'refused', exitCode: EXIT.refused, reason: message }
}

/** The rows that nothing is to be done for, as reading the list has shown. */
function emitSettledRows({ entry, emit }: Command): void {
  const run = entry.record.id
  for (const { row, userId, outcome } of entry.settled()) {
    emit({ type: 'row_ended', run, row, userId, outcome, status: null, attempts: 0, ms: 0 })
  }
}

/** `deactivated`: of the users, those known to be so already; before they are looked up nobody is. */
function expected({ entry, client, rate }: Command, users: number, deactivated = 0): number {
  const requests = expectedRequests(users, deactivated, entry.record.options)
  return expectedDuration(requests, Math.min(rate ?? Infinity, client.openQuota(DOCUMENTED_QUOTA)))
}
