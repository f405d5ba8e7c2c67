import { isSuccess, type CommandEnd } from '../command-end.ts'

/** The metrics, in the order of the file. All of them are gauges, since each is about the last run. */
export const METRICS = {
  konstantly_offboard_last_run_timestamp_seconds: 'When the command last ended, however it ended.',
  konstantly_offboard_last_success_timestamp_seconds:
    'When the command last did all of its work (exit code 0 or 3).',
  konstantly_offboard_exit_code: 'The exit code of the last run.',
  konstantly_offboard_duration_seconds: 'How long the last run took.',
  konstantly_offboard_rows: 'How many rows of the last run ended in each outcome.',
  konstantly_offboard_rows_needing_attention: 'How many rows of the last run need a person.',
  konstantly_offboard_requests:
    'How many requests the last run sent, by step and HTTP status; status none where no usable answer came.',
  konstantly_offboard_requests_rejected: 'How many requests of the last run were answered with 429.',
  konstantly_offboard_wait_seconds:
    'How long the last run waited: for the quota, before retries (summed over all workers), or for a platform that was down.',
  konstantly_offboard_users_waiting: 'How many users of the site wait for the end of their grace period.',
  konstantly_offboard_next_due_timestamp_seconds:
    'When the first user who waits may be deleted, which is in the past while a purge is overdue.',
} as const

export type MetricName = keyof typeof METRICS
export type Labels = Readonly<Record<string, string>>

/**
 * All samples of a metric that have the labels of `scope`. They replace those that the last run wrote; a metric of which a command
 * knows nothing is not among the series, and keeps what it had.
 */
export interface Series {
  metric: MetricName
  scope: Labels
  samples: readonly { labels: Labels; value: number }[]
}

/** What a command's end says of each metric. */
export function seriesOf({ command, site, run, exitCode, started, ended }: CommandEnd): Series[] {
  const scope = { site: site ?? '', command }
  const one = (metric: MetricName, value: number): Series => ({
    metric,
    scope,
    samples: [{ labels: {}, value }],
  })
  const ofCommand = [
    one('konstantly_offboard_last_run_timestamp_seconds', secondsOf(ended)),
    ...(isSuccess(exitCode)
      ? [one('konstantly_offboard_last_success_timestamp_seconds', secondsOf(ended))]
      : []),
    one('konstantly_offboard_exit_code', exitCode),
    one('konstantly_offboard_duration_seconds', secondsOf(ended) - secondsOf(started)),
  ]
  if (run === null) return ofCommand
  const { outcomes, attention, requests, rejected, waits, waiting } = run
  return [
    ...ofCommand,
    { metric: 'konstantly_offboard_rows', scope, samples: by('outcome', outcomes) },
    one('konstantly_offboard_rows_needing_attention', attention),
    {
      metric: 'konstantly_offboard_requests',
      scope,
      samples: requests.map(({ step, status, requests: value }) => ({
        labels: { step, status: status === null ? 'none' : String(status) },
        value,
      })),
    },
    one('konstantly_offboard_requests_rejected', rejected),
    { metric: 'konstantly_offboard_wait_seconds', scope, samples: by('for', waits) },
    ...(waiting === null ? [] : ofSite(site ?? '', waiting)),
  ]
}

function ofSite(site: string, { users, first }: { users: number; first: string | null }): Series[] {
  const scope = { site }
  return [
    {
      metric: 'konstantly_offboard_users_waiting',
      scope,
      samples: [{ labels: {}, value: users }],
    },
    {
      metric: 'konstantly_offboard_next_due_timestamp_seconds',
      scope,
      samples: first === null ? [] : [{ labels: {}, value: secondsOf(new Date(first)) }],
    },
  ]
}

const by = (label: string, values: Readonly<Record<string, number>>): Series['samples'] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }))

/** With milliseconds. */
const secondsOf = (time: Date): number => time.getTime() / 1000
