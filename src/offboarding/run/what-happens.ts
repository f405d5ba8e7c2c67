import { actionInWords, type Action } from '../reason-details.ts'
import type { RunOptions } from './run.ts'

/** What a run with these options does with each user. */
export function actionOf(options: Pick<RunOptions, 'deactivate' | 'delete'>): Action {
  if (!options.delete) return 'deactivate'
  return options.deactivate ? 'deactivate_and_delete' : 'delete_if_deactivated'
}

/** What a run with these options does with each user, in words: `deactivated, then deleted for good`. */
export const whatHappens = (options: Pick<RunOptions, 'deactivate' | 'delete' | 'archive'>): string =>
  `${actionInWords(actionOf(options))}${SAVED_BEFORE[options.archive ?? 'nothing']}`

const SAVED_BEFORE = {
  nothing: '',
  records: ', once their training records are saved',
  images: ', once their training records and the images of their certificates are saved',
}

/** How many users a run has saved, in words. */
export const savedInWords = ({ users }: { users: number }): string =>
  `training records of ${users} ${users === 1 ? 'user' : 'users'} saved in the folder archive`
