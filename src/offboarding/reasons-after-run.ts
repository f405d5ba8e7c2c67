import { changesInWords, type Change } from './reason-details.ts'

// Reasons of what comes after a run: a purge, an undo, and the question whether somebody is gone.

/** A time to the minute, `2026-12-31 14:05 UTC`. */
const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

/** Whether the user is active, in words. */
const state = (deactivated: boolean): string => (deactivated ? 'deactivated' : 'active')

export const REASONS_AFTER_RUN = {
  // Of a grace period.
  grace_not_over: ({ until, run }: { until: string; run: string }) =>
    `waits until ${minute(until)}, according to run ${run}`,
  later_list_says_stays: ({ run }: { run: string }) =>
    `run ${run}, whose list is newer, says that the user has not left: reactivate them if they stay`,
  was_waiting: ({ until, run }: { until: string; run: string }) =>
    `was waiting until ${minute(until)}, according to run ${run}`,

  // Of an undo.
  was_active: () => 'was active already',
  /**
   * `on` and `run` are null where no run that this ledger knows deleted them. `saved`: the row of that run whose records were saved before, or
   * null.
   */
  gone_for_good: ({ on, run, saved }: { on: string | null; run: string | null; saved: number | null }) =>
    on === null || run === null
      ? 'gone for good: somebody else deleted the user meanwhile, as far as this ledger knows'
      : `gone for good: deleted on ${on} by run ${run}${saved === null ? '' : `; their training records are in its archive/records.jsonl, with row ${saved}`}`,
  not_known_active: ({ run }: { run: string }) =>
    `not known whether the user was active before run ${run}, which looked nobody up: reactivate by hand if so`,
  offboarded_since: ({ run }: { run: string }) =>
    `run ${run}, which is newer, offboards this user, too: if they are to stay, undo that run, or reactivate them by hand`,
  no_seat_left: ({ message }: { message: string }) =>
    `not asked for any more, since the platform had said of another user: ${message}; the user is deactivated`,
  undone_by: ({ run }: { run: string }) => `run ${run} undoes that, and reactivates whom it can`,

  // Of the question whether somebody is gone.
  still_there: ({ on, deactivated }: { on: string; deactivated: boolean }) =>
    `asked once more on ${on}: the platform shows this user, who is ${state(deactivated)}, so they are there again, or never went`,
  somebody_else_there: ({ on, changes }: { on: string; changes: readonly Change[] }) =>
    `asked once more on ${on}: somebody else has this user ID by now (${changesInWords(changes)})`,
} as const
