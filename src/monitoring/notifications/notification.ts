import { isStopped, isSuccess, type CommandEnd } from '../command-end.ts'

/**
 * What somebody is told. `run_ended`: a command came to its end, or was stopped cleanly. `plan_waits`: a plan waits for a person to say yes.
 * `purge_due`: users are deleted soon. `failed`: a command failed, or was refused.
 */
export type NotificationEvent = 'run_ended' | 'plan_waits' | 'purge_due' | 'failed'

export interface Notification {
  event: NotificationEvent
  end: CommandEnd
  /** Of `purge_due` only. */
  due: DueUsers | null
}

/** The users whose grace period ends soon. Times are ISO 8601 in UTC. */
export interface DueUsers {
  users: number
  /** Of these, the users of whom nobody was told before. */
  untold: number
  /** When the first of them may be deleted. */
  first: string
  /** The end of the time that was looked ahead. */
  until: string
}

/** What to tell of a command's end; null where it did nothing that anybody has to hear of: the heartbeat says that it ran. */
export function notificationOf(end: CommandEnd): Notification | null {
  const { run, exitCode } = end
  if (!isSuccess(exitCode) && !isStopped(exitCode)) return { event: 'failed', end, due: null }
  if (exitCode === 0 && (run === null || run.rows === 0)) return null
  const waits = isSuccess(exitCode) && run !== null && run.toTouch > 0
  return { event: waits ? 'plan_waits' : 'run_ended', end, due: null }
}

/** Names a notification, so that a receiver knows it again that gets it twice. */
export const idOf = ({ event, end: { run, command, started } }: Notification): string =>
  `${run?.id ?? command}:${started.getTime()}:${event}`
