import type { DueUsers, NotificationEvent } from '../../src/monitoring/notifications/notification.ts'
import {
  PLAIN_VERSION,
  type PlainNotification,
  type PlainRun,
} from '../../src/monitoring/notifications/formats/plain.ts'
import type { Verified } from '../../src/offboarding/run/verified.ts'
import * as parts from './parts.ts'
import { constant, count, nullable, object, oneOf, record, text, time, type Schema } from './schema.ts'

const EVENTS: Readonly<Record<NotificationEvent, string>> = {
  run_ended: 'a command came to its end, or was stopped cleanly',
  plan_waits: 'a plan waits for a person to say yes',
  purge_due: 'users will be deleted soon',
  failed: 'a command failed, or was refused',
}

const described = (description: string, schema: Schema): Schema => ({ ...schema, description })

const run = object<PlainRun>({
  id: described('As `runs` lists it; also the name of its folder.', parts.runId),
  kind: oneOf(['run', 'plan', 'purge', 'undo', 'comparison']),
  status: parts.status,
  rows: count,
  outcomes: described(
    'How many rows ended in each outcome, without those that did not occur. Of a comparison: proposed, not_proposed and doubtful users.',
    record(count),
  ),
  attention: described('How many rows need a person.', count),
  toTouch: described('How many users a plan would touch, once somebody says yes; 0 for all others.', count),
  requests: object<PlainRun['requests']>({
    total: count,
    rejected: described('Those that a 429 turned away.', count),
  }),
  verified: described(
    'What came of asking once more for those whom the run deleted; null where nobody was asked for.',
    nullable(
      object<Omit<Verified, 'sessions'>>({
        deleted: count,
        gone: described('Proved to be gone by a 404.', count),
        stillThere: count,
        somebodyElse: count,
        notKnown: count,
      }),
    ),
  ),
  waiting: described(
    'The users of the site who wait for the end of their grace period.',
    nullable(
      object<NonNullable<PlainRun['waiting']>>({
        users: count,
        first: described('When the first of them may be deleted.', nullable(time)),
      }),
    ),
  ),
})

const due = object<DueUsers>({
  users: count,
  untold: described('Of these, the users of whom nobody was told before.', count),
  first: time,
  until: time,
})

/** What `--notify-format plain` posts. */
export const notification: Schema = {
  $id: `urn:konstantly-offboard:notification:${PLAIN_VERSION}`,
  description:
    "Counts and the run's ID. No name, no e-mail address, no user ID and no name of a file. Times are ISO 8601 in UTC.",
  ...object<PlainNotification>({
    schemaVersion: described(
      'Changes only when a field is removed or means something else. Fields may be added.',
      constant(PLAIN_VERSION),
    ),
    id: described('The same for a message that comes twice, and for no other.', text),
    event: described(
      `${Object.entries(EVENTS)
        .map(([event, meaning]) => `${event}: ${meaning}`)
        .join('. ')}.`,
      oneOf(Object.keys(EVENTS)),
    ),
    text: described('What happened, in one line.', text),
    command: described('run, plan, purge, undo, verify, compare, inbox or forget.', text),
    site: described(
      'Null where the command has no site, or did not get so far as to know it.',
      nullable(text),
    ),
    run: described('Null where the command ended before it had a run.', nullable(run)),
    due: described('Of purge_due: the users who will be deleted soon. Null of all others.', nullable(due)),
    exitCode: parts.exitCode,
    meaning: described('What the exit code means.', text),
    started: time,
    ended: time,
    version: described('Of konstantly-offboard.', text),
  }),
}
