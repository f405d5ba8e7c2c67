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
        const { run, site, rows, toDo, resumed } = event
        log.info({ run, site, rows, to_do: toDo }, resumed ? 'run resumed' : 'run started')
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
        const { run, status, outcomes, exitCode } = event
        log.info({ run, status, outcomes, exit_code: exitCode }, 'run ended')
        break
      }
    }
  }
}
