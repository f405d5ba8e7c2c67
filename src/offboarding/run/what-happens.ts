import { actionInWords, type Action } from '../reason-details.ts'
import type { RunOptions } from './run.ts'

/** What a run with these options does with each user. */
export function actionOf(options: Pick<RunOptions, 'deactivate' | 'delete'>): Action {
  if (!options.delete) return 'deactivate'
  return options.deactivate ? 'deactivate_and_delete' : 'delete_if_deactivated'
}

/** What a run with these options does with each user, in words: `deactivated, then deleted for good`. */
export const whatHappens = (options: Pick<RunOptions, 'deactivate' | 'delete'>): string =>
  actionInWords(actionOf(options))
