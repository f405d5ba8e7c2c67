import type { CommandEnd, RunFigures } from '../../command-end.ts'
import type { DueUsers, Notification, NotificationEvent } from '../notification.ts'
import { idOf } from '../notification.ts'
import { inWords } from '../words.ts'

/** It changes only when a field is removed or means something else. */
export const PLAIN_VERSION = 1

/** What `plain` posts; `schemas/notification.schema.json` is its schema. Times are ISO 8601 in UTC. */
export interface PlainNotification extends Pick<
  CommandEnd,
  'command' | 'site' | 'exitCode' | 'meaning' | 'version'
> {
  schemaVersion: number
  /** The same for a message that comes twice, and for no other. */
  id: string
  event: NotificationEvent
  /** What happened, in one line. */
  text: string
  run: PlainRun | null
  due: DueUsers | null
  started: string
  ended: string
}

/** Its outcomes are without those that did not occur. */
export interface PlainRun extends Pick<
  RunFigures,
  'id' | 'kind' | 'status' | 'rows' | 'outcomes' | 'attention' | 'toTouch' | 'verified' | 'waiting'
> {
  requests: { total: number; rejected: number }
}

/** The notification as a program reads it. */
export function plain(notification: Notification): PlainNotification {
  const { event, end, due } = notification
  const { command, site, run, exitCode, meaning, started, ended, version } = end
  return {
    schemaVersion: PLAIN_VERSION,
    id: idOf(notification),
    event,
    text: inWords(notification).title,
    command,
    site,
    run: run && {
      id: run.id,
      kind: run.kind,
      status: run.status,
      rows: run.rows,
      outcomes: Object.fromEntries(Object.entries(run.outcomes).filter(([, n]) => n > 0)),
      attention: run.attention,
      toTouch: run.toTouch,
      requests: {
        total: run.requests.reduce((sum, { requests }) => sum + requests, 0),
        rejected: run.rejected,
      },
      verified: run.verified,
      waiting: run.waiting,
    },
    due,
    exitCode,
    meaning,
    started: started.toISOString(),
    ended: ended.toISOString(),
    version,
  }
}
