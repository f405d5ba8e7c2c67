import type { RunEvent } from '../offboarding/event.ts'
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { needsAttention } from '../offboarding/outcome.ts'
import { isUnproved } from '../offboarding/run/verified.ts'
import { loggedUser } from './logged-user.ts'
import type { Log, LogLine } from './logger.ts'

type Told = Pick<LogLine, 'fields' | 'message'>

/** All but what would only repeat what the others tell. */
type LoggedEvent = Exclude<RunEvent, { type: 'attempt' }>

/** Turns the events of a run into log lines. They carry user IDs, and never names, addresses or words of the platform. */
export function logEvents(log: Log): (event: RunEvent) => void {
  return (event) => {
    if (event.type === 'attempt') return
    const { fields, message } = told(event)
    log({ level: levelOf(event), event: event.type, fields: { run: event.run, ...fields }, message })
  }
}

function levelOf(event: LoggedEvent): 'debug' | 'info' | 'warn' {
  switch (event.type) {
    case 'looking_up':
      return 'debug'
    case 'row_ended':
      return needsAttention(event.outcome) ? 'warn' : 'info'
    case 'verified':
      return isUnproved(event) ? 'warn' : 'info'
    case 'retry':
    case 'platform_down':
      return 'warn'
    default:
      return 'info'
  }
}

function listRead(event: Extract<RunEvent, { type: 'list_read' }>): Told {
  const { rows, sha256, encoding, delimiter, choice, remembered } = event
  const { emptyLeaveDates, emptyLeaveDate, undatedDue, leftOut, today } = event
  const due = emptyLeaveDate === 'due' ? { undatedDue } : {}
  const dates = today === null ? {} : { today, emptyLeaveDates, emptyLeaveDate, ...due }
  const without = leftOutInWords(leftOut).length === 0 ? {} : { leftOut }
  const before = remembered === null ? {} : { remembered }
  return {
    fields: { rows, sha256, encoding, delimiter, ...before, ...without, ...dates },
    message: `list read: ${choice}`,
  }
}

function verified(event: Extract<RunEvent, { type: 'verified' }>): Told {
  const { deleted, gone, stillThere, somebodyElse, notKnown } = event
  return { fields: { deleted, gone, stillThere, somebodyElse, notKnown }, message: 'asked once more' }
}

function runEnded(event: Extract<RunEvent, { type: 'run_ended' }>): Told {
  const { status, reason, outcomes, exitCode, requests, retries, waits, quota, hashes } = event
  const { rejected, shareUsed } = quota
  const counts = { outcomes, requests, retries, waits, quota: { rejected, shareUsed } }
  return { fields: { status, detail: reason, exitCode, ...counts, hashes }, message: 'run ended' }
}

function told(event: LoggedEvent): Told {
  switch (event.type) {
    case 'list_read':
      return listRead(event)
    case 'run_started': {
      const { site, rows, toDo, resumed, expectedMs } = event
      const fields = { site, rows, done: rows - toDo, toDo, resumed, expectedMs }
      return { fields, message: resumed ? 'run resumed' : 'run started' }
    }
    case 'looking_up': {
      const { what, done, of } = event
      return { fields: { what, done, of }, message: 'looking up users' }
    }
    case 'looked_up': {
      const { toDo, siteUsers, requests } = event
      return { fields: { toDo, siteUsers, requests: { total: requests } }, message: 'users looked up' }
    }
    case 'verified':
      return verified(event)
    case 'work_started': {
      const { users, expectedMs } = event
      return { fields: { users, expectedMs }, message: 'work started' }
    }
    case 'row_ended': {
      const { row, userId, outcome, reason, status, attempts, ms } = event
      const fields = { row, userId: loggedUser(userId), outcome, reason, httpStatus: status, attempts, ms }
      return { fields, message: 'row ended' }
    }
    case 'retry': {
      const { row, userId, retry } = event
      const { step, attempt, cause, delayMs } = retry
      const fields = { row, userId: loggedUser(userId), step, attempt, cause, delayMs }
      return { fields, message: 'retry' }
    }
    case 'run_ended':
      return runEnded(event)
    case 'waiting':
      return { fields: { ms: Math.round(event.ms) }, message: 'waiting for the quota' }
    case 'platform_down':
      return {
        fields: {},
        message: `the platform does not answer: ${event.reason}. Nobody else is started until it does, or --patience is over`,
      }
    case 'platform_up':
      return { fields: { ms: Math.round(event.ms) }, message: 'the platform answers again' }
  }
}
