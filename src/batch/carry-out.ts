import { needsCount, whyRefused } from '../offboarding/run/guards.ts'
import { withoutRemembered } from '../offboarding/run/layout.ts'
import { policyOf } from '../offboarding/run/run.ts'
import { actionIfDeactivated, actionOf } from '../offboarding/run/what-happens.ts'
import { checkDay } from './clock/check-day.ts'
import { countedSince } from './clock/counted-since.ts'
import { whyNotConfirmed } from './confirmation.ts'
import { finished, refused, stopped, type Ending } from './ending.ts'
import { askForAttributes, whyNoSuchAttribute } from './look-ups/no-such-attribute.ts'
import { platformTime } from './clock/platform-time.ts'
import { preflight } from './look-ups/preflight.ts'
import { offboardRows } from './offboard-rows.ts'
import { eachOf } from './pool.ts'
import { expectedMs, limitsOf, type Task } from './task.ts'

/** Carries out a run: look-ups, guards, confirmation, and the work itself. The list, if there is one, is in the ledger already. */
export async function carryOut(task: Task): Promise<Ending> {
  switch (task.record.options.task) {
    case 'purge':
      return carryOutPurge(task)
    case 'undo':
      return carryOutUndo(task)
    default:
      return carryOutRows(task)
  }
}

/** Takes in whom the other run deactivated, and carries that out. */
async function carryOutUndo(task: Task): Promise<Ending> {
  const { session, record } = task
  await session.takeUndone()
  if (record.options.kind === 'dry_run')
    await session.endToDo({ code: 'dry_run', action: actionOf(record.options) })
  return carryOutRows({ ...task, record: await session.run.record() })
}

/** Takes in whose grace period is over, by the time on the platform, and carries that out. */
async function carryOutPurge(task: Task): Promise<Ending> {
  const { session, record, store, stop, clock } = task
  const { options, site } = record
  const { before } = options.reading
  const isDryRun = options.kind === 'dry_run'
  const { users, first } = await store.waiting(site)
  const isAsked = !isDryRun && users > 0
  const now = (isAsked ? await platformTime(task, 'look_up') : null) ?? clock.now()
  if (stop.reason !== null) return stopped(stop.reason)
  await session.takeDue(before === null ? now : new Date(before))
  const taken = await session.run.record()
  if (taken.list.rows === 0) task.operator.tell({ kind: 'nobody_due', site, waiting: users, first })
  if (isDryRun) await session.endToDo({ code: 'dry_run', action: actionOf(options) })
  return carryOutRows({ ...task, record: taken })
}

async function carryOutRows(task: Task): Promise<Ending> {
  const { session, record, resumed, confirmed, operator, emit } = task
  const { run } = session
  const { id, site, list, options } = record
  const toDo =
    options.kind === 'dry_run' ? ((await run.outcomes()).not_attempted ?? 0) : await run.countToDo()
  const rows = list.rows
  emit({ type: 'run_started', run: id, site, rows, toDo, resumed, expectedMs: expectedMs(task, toDo) })
  if (!resumed) await emitSettledRows(task)
  // A dry run is finished: its rows were settled when the list was read.
  if (options.kind === 'dry_run') return finished(task)

  // Checked before the look-ups, which would be wasted.
  const noOperator = toDo > 0 && options.kind === 'run' && !confirmed ? operator.whyNobodyToAsk() : null
  if (noOperator !== null) return refused(task, noOperator)
  for (;;) {
    const ending = await prepare(task)
    if (ending !== null) return ending
    // The operator may have taken days to answer the question.
    if (!(await forgetOldLookUps(task))) return work(task)
  }
}

/** Looks up all users, applies the guards and asks the operator. Returns how the session ends, or null if the work may begin. */
async function prepare(task: Task): Promise<Ending | null> {
  const { session, record, stop } = task
  const { run } = session
  const { options } = record
  const { preflight: mode } = options
  if (mode !== 'off' && (await lookUp(task, mode)) === 'no_such_attribute') return noSuchAttribute(task)
  const wrongDay = stop.signal.aborted ? null : await checkDay(task)
  const refusalOf = async (since: Date): Promise<string | null> =>
    whyRefused(await run.situation(since), limitsOf(task), options)
  const since = await countedSince(task, async (since) => (await refusalOf(since)) !== null)
  if (stop.reason !== null) return stopped(stop.reason)
  // A refused run is over, so the list is read again once the clock is right. A run that has touched somebody stays unfinished.
  if (wrongDay !== null) return refused(task, wrongDay, await run.hasTouched())
  const situation = await run.situation(since)
  const refusal = whyRefused(situation, limitsOf(task), options)
  if (refusal !== null) return refused(task, refusal)
  const { unknownRoles } = situation
  if (unknownRoles !== null && unknownRoles.seen.length > 0)
    task.operator.tell({ kind: 'unknown_roles', ...unknownRoles })
  const unsaved = await whyUnsaved(task)
  if (unsaved !== null) return refused(task, unsaved)
  await tellOfClosing(task)
  if (options.kind === 'plan') {
    await session.endToDo(
      { code: 'would_be', action: actionOf(options) },
      { code: 'would_be', action: actionIfDeactivated(options) },
    )
    return finished(task)
  }
  return whyNotConfirmed(task)
}

/**
 * Tells the operator how many users of a list are deleted though they wait for the end of a grace period. Returns why they must not be: their
 * records were to be saved before; or null.
 */
async function whyUnsaved({ session, record, operator }: Task): Promise<string | null> {
  const { task, delete: deletes, grace } = record.options
  if (task !== undefined || !deletes || grace !== undefined) return null
  const { users, unsaved } = await session.run.countWaiting()
  if (users > 0) operator.tell({ kind: 'ends_waits', users })
  if (unsaved === 0) return null
  return `an earlier run was to save more of ${unsaved} of the users before they are deleted. Add --archive, or --archive-images, as that run had it`
}

/** Tells the operator of an undo that the other run, which is unfinished, will be over. */
async function tellOfClosing({ record, store, operator }: Task): Promise<void> {
  const { undoes } = record.options
  if (undoes === undefined) return
  const other = await store.run(undoes)
  const { status } = await other.record()
  if (status === 'running' || status === 'stopped')
    operator.tell({ kind: 'closes_run', run: undoes, rows: await other.countToDo() })
}

/** Refuses to find users by an attribute that nobody has, and says which attributes there are. */
async function noSuchAttribute(task: Task): Promise<Ending> {
  const all = await askForAttributes(task)
  const { reason } = task.stop
  if (reason !== null) return stopped(reason)
  const { attribute = '', reading } = task.record.options
  const why = whyNoSuchAttribute(attribute, all)
  const { remembered } = reading
  return refused(task, remembered === undefined ? why : `${why}. ${withoutRemembered(remembered)}`)
}

/** Forgets look-ups that are too old to rely on. Resolves with whether there were any. */
async function forgetOldLookUps({ session, operator }: Task): Promise<boolean> {
  if (!(await session.forgetOldLookUps())) return false
  operator.tell({ kind: 'look_ups_too_old' })
  return true
}

async function lookUp(task: Task, mode: 'auto' | 'lookup' | 'list'): ReturnType<typeof preflight> {
  const { session, record, platform, concurrency, stop, emit } = task
  const { run } = session
  const { id, options } = record
  const lookUps = session.lookUps()
  const before = await countLookUps(task)
  const result = await preflight(mode, policyOf(options), concurrency, {
    run: id,
    platform,
    journal: session.journal(),
    lookUps,
    attribute: options.attribute,
    attributeValues: task.attributeValues,
    needsCount: needsCount(await run.countToDo(), limitsOf(task)),
    stop,
    emit,
  })
  if (stop.reason !== null || result === 'no_such_attribute') return result
  const toDo = await run.countToDo()
  const requests = (await countLookUps(task)) - before
  emit({ type: 'looked_up', run: id, toDo, siteUsers: await lookUps.siteUsers(), requests })
  return result
}

async function countLookUps({ session }: Task): Promise<number> {
  const { read = 0, find = 0, list = 0 } = await session.run.requests()
  return read + find + list
}

async function work(task: Task): Promise<Ending> {
  const { session, record, platform, archive, concurrency, stop, clock, emit } = task
  const { run } = session
  const { id, options } = record
  const users = await run.countToDo()
  if (users > 0) {
    const expected = expectedMs(task, users, await run.countDeactivated())
    emit({ type: 'work_started', run: id, users, expectedMs: expected })
  }
  // A grace period begins by the platform's clock, also where everybody was looked up, and is deactivated, before this session.
  if (users > 0 && options.grace !== undefined) await platformTime(task)
  const journal = session.journal()
  while (!stop.signal.aborted && (await run.countToDo()) > 0) {
    const expire = await run.lookUpsExpire()
    await offboardRows(eachOf(run.toDo()), policyOf(options), concurrency, {
      run: id,
      // Checked for each row, because the machine may have been asleep.
      mayBegin: () => expire === null || clock.now() <= expire,
      platform,
      archive,
      journal,
      stop,
      emit,
      now: clock.monotonic,
      time: () => platform.platformTime ?? clock.now(),
    })
    // The operator is not asked again: a user who changed after the agreement ends here.
    if ((await forgetOldLookUps(task)) && options.preflight !== 'off') {
      await lookUp(task, options.preflight)
      if (stop.reason === null && (await session.lookUps().countUnknown()) > 0) return usersNotShown(task)
    }
  }
  return stop.reason !== null && (await run.countToDo()) > 0 ? stopped(stop.reason) : finished(task)
}

function usersNotShown({ operator }: Task): Ending {
  operator.tell({ kind: 'users_not_shown' })
  return { kind: 'users_not_shown', status: 'stopped' }
}

/** Emits the end of each row that was settled when the list was read. */
async function emitSettledRows({ session, record, emit }: Task): Promise<void> {
  for await (const rows of session.run.settled()) {
    for (const row of rows)
      emit({ type: 'row_ended', run: record.id, ...row, status: null, attempts: 0, ms: 0 })
  }
}
