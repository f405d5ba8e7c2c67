import { actionInWords, type Action } from '../reason-details.ts'
import type { ArchivePlace } from '../policy.ts'
import type { RunOptions } from './run.ts'

type What = Pick<RunOptions, 'task' | 'deactivate' | 'delete' | 'grace'>

/** What a run with these options does with each user. */
export function actionOf({ task, deactivate, delete: deletes, grace }: What): Action {
  if (task === 'purge') return 'delete'
  if (task === 'undo') return 'reactivate'
  if (!deletes) return 'deactivate'
  if (grace !== undefined) return 'deactivate_and_wait'
  return deactivate ? 'deactivate_and_delete' : 'delete_if_deactivated'
}

/** The changes that a run with these options makes. The 24-hour limits count each of them apart. */
export function changesOf({ task, deactivate, delete: deletes, grace }: What): readonly ChangeStep[] {
  if (task === 'undo') return ['reactivate']
  return [
    ...(deactivate ? (['deactivate'] as const) : []),
    ...(deletes && grace === undefined ? (['delete'] as const) : []),
  ]
}

export type ChangeStep = 'deactivate' | 'delete' | 'reactivate'

/** What a run with these options does with a user who is deactivated already. */
export function actionIfDeactivated(options: What): Action {
  const action = actionOf(options)
  if (action === 'deactivate_and_wait') return 'wait'
  return options.delete ? 'delete' : action
}

/** What a run with these options does with each user, in words: `deactivated, then deleted for good`. */
export const whatHappens = (options: What & Pick<RunOptions, 'archive'>): string =>
  options.grace === undefined
    ? `${actionInWords(actionOf(options))}${SAVED_BEFORE[options.archive ?? 'nothing']}`
    : `deactivated, then deleted for good by \`purge\` ${graceInWords(options.grace)} later${SAVED_BEFORE[options.archive ?? 'nothing']}`

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
  [1, 'millisecond'],
] as const

/** A grace period in words: `30 days`. */
export function graceInWords(ms: number): string {
  const [length, unit] = UNITS.find(([one]) => ms >= one && ms % one === 0) ?? [1, 'millisecond']
  const count = ms / length
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** What is saved of each user before that, in words that follow those. */
export const SAVED_BEFORE = {
  nothing: '',
  records: ', once their training records are saved',
  images: ', once their training records and the images of their certificates are saved',
}

/** How many users a run has saved, and where, in words. */
export const savedInWords = (users: number, place: ArchivePlace): string =>
  `training records of ${users} ${users === 1 ? 'user' : 'users'} saved in the ${place === 'ledger' ? 'ledger' : 'folder archive'}`
