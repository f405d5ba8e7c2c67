import type { Logger } from 'pino'
import { needsAttention } from '../offboarding/outcome.ts'
import type { RunEvent } from '../offboarding/event.ts'

/** Turns what happens during a run into log lines: user IDs, never names, addresses or the platform's own words. */
export function logEvents(log: Logger): (event: RunEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'list_read': {
        const { run, rows, encoding, delimiter, choice, emptyLeaveDates, today } = event
        const dates = today === null ? {} : { today, empty_leave_dates: emptyLeaveDates }
        log.info({ run, rows, encoding, delimiter, ...dates }, `list read: ${choice}`)
        break
      }
      case 'run_started': {
        const { run, site, rows, toDo, resumed, expectedMs } = event
        const fields = { run, site, rows, done: rows - toDo, to_do: toDo, expected_ms: expectedMs }
        log.info(fields, resumed ? 'run resumed' : 'run started')
        break
      }
      case 'row_ended': {
        const { run, row, userId: user, outcome, status, attempts, ms } = event
        log[needsAttention(outcome) ? 'warn' : 'info'](
          { run, row, user, outcome, status, attempts, ms },
          'row ended',
        )
        break
      }
      case 'retry': {
        const { run, row, userId: user, retry } = event
        const { step, attempt, cause, delayMs } = retry
        log.warn({ run, row, user, step, attempt, cause, delay_ms: delayMs }, 'retry')
        break
      }
      case 'run_ended': {
        const { run, status, outcomes, exitCode, requests, retries, waits, quota } = event
        const { rejected, shareUsed: share_used } = quota
        const fields = { run, status, outcomes, exit_code: exitCode, requests, retries, waits_s: waits }
        log.info({ ...fields, quota: { rejected, share_used } }, 'run ended')
        break
      }
      case 'looked_up': {
        const { run, toDo, siteUsers, requests } = event
        log.info({ run, to_do: toDo, site_users: siteUsers, requests }, 'users looked up')
        break
      }
      case 'waiting':
        log.info({ run: event.run, ms: Math.round(event.ms) }, 'waiting for the quota')
        break
      case 'platform_down':
        log.warn(
          { run: event.run },
          `the platform does not answer: ${event.reason}. Nobody else is started until it does, or --patience is over`,
        )
        break
      case 'platform_up': {
        log.info({ run: event.run, ms: Math.round(event.ms) }, 'the platform answers again')
        break
      }
    }
  }
}
