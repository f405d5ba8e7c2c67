import type { DueUsers, Notification, NotificationEvent } from '../notification.ts'
import { idOf } from '../notification.ts'
import { inWords } from '../words.ts'

/** Of what `plain` posts. It changes only when a field is removed or means something else. */
const SCHEMA_VERSION = 1

/** What `plain` posts; `docs/notification.schema.json` is its schema. Times are ISO 8601 in UTC. */
export interface PlainNotification {
  schemaVersion: number
  /** The same for a message that comes twice, and for no other. */
  id: string
  event: NotificationEvent
  /** What happened, in one line. */
  text: string
  command: string
  site: string | null
  run: {
    id: string
    kind: string
    status: string
    rows: number
    /** Without those that did not occur. */
    outcomes: Readonly<Record<string, number>>
    attention: number
    /** How many users a plan would touch, once somebody says yes. */
    toTouch: number
    requests: { total: number; rejected: number }
    verified: Readonly<Record<string, number>> | null
    waiting: { users: number; first: string | null } | null
  } | null
  due: DueUsers | null
  exitCode: number
  meaning: string
  started: string
  ended: string
  version: string
}

/** The notification as a program reads it. */
export function plain(notification: Notification): PlainNotification {
  const { event, end, due } = notification
  const { command, site, run, exitCode, meaning, started, ended, version } = end
  return {
    schemaVersion: SCHEMA_VERSION,
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
      verified: run.verified && { ...run.verified },
      waiting: run.waiting && { users: run.waiting.users, first: run.waiting.first },
    },
    due,
    exitCode,
    meaning,
    started: started.toISOString(),
    ended: ended.toISOString(),
    version,
  }
}
