import type { Logger } from 'pino'
import type { RunEvent } from '../offboarding/event.ts'
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { needsAttention } from '../offboarding/outcome.ts'
import { isUnproved } from '../offboarding/run/verified.ts'
import type { LOG_FORMATS } from './levels.ts'
import { loggedUser } from './logged-user.ts'
import { sentence } from './sentence.ts'

interface LogLine {
  fields: Record<string, unknown>
  message: string
}

/**
 * Turns the events of a run into log lines. They carry user IDs, and never names, addresses or words of the platform. JSON lines
 * have fields for machines; pretty lines are sentences for people.
 */
export function logEvents(log: Logger, format: (typeof LOG_FORMATS)[number]): (event: RunEvent) => void {
  return (event) => {
    const level = levelOf(event)
    if (format === 'pretty') {
      log[level](sentence(event))
      return
    }
    const { fields, message } = logLine(event)
    log[level]({ run: event.run, ...fields }, message)
  }
}

function levelOf(event: RunEvent): 'debug' | 'info' | 'warn' {
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

function listReadLine(event: Extract<RunEvent, { type: 'list_read' }>): LogLine {
  const { rows, sha256, encoding, delimiter, choice, remembered } = event
  const { emptyLeaveDates, emptyLeaveDate, undatedDue, leftOut, today } = event
  const due = emptyLeaveDate === 'due' ? { due_without_leave_date: undatedDue } : {}
  const empty = { empty_leave_dates: emptyLeaveDates, empty_leave_date: emptyLeaveDate, ...due }
  const dates = today === null ? {} : { today, ...empty }
  const { above, below, hiddenSheets: hidden_sheets, otherSheets: other_sheets } = leftOut
  const left_out = { above, below, hidden_sheets, other_sheets }
  const without = leftOutInWords(leftOut).length === 0 ? {} : { left_out }
  const before = remembered === null ? {} : { read_as: remembered.run, by: remembered.settings }
  return {
    fields: { rows, sha256, encoding, delimiter, ...before, ...without, ...dates },
    message: `list read: ${choice}`,
  }
}

function verifiedLine(event: Extract<RunEvent, { type: 'verified' }>): LogLine {
  const { deleted, gone, stillThere: still_there, somebodyElse: somebody_else, notKnown: not_known } = event
  return { fields: { deleted, gone, still_there, somebody_else, not_known }, message: 'asked once more' }
}

function logLine(event: RunEvent): LogLine {
  switch (event.type) {
    case 'list_read':
      return listReadLine(event)
    case 'run_started': {
      const { site, rows, toDo, resumed, expectedMs } = event
      const fields = { site, rows, done: rows - toDo, to_do: toDo, expected_ms: expectedMs }
      return { fields, message: resumed ? 'run resumed' : 'run started' }
    }
    case 'looking_up': {
      const { what, done, of } = event
      return { fields: { what, done, of }, message: 'looking up users' }
    }
    case 'looked_up': {
      const { toDo, siteUsers, requests } = event
      return { fields: { to_do: toDo, site_users: siteUsers, requests }, message: 'users looked up' }
    }
    case 'verified':
      return verifiedLine(event)
    case 'work_started': {
      const { users, expectedMs } = event
      return { fields: { users, expected_ms: expectedMs }, message: 'work started' }
    }
    case 'row_ended': {
      const { row, userId, outcome, reason, status, attempts, ms } = event
      const user = loggedUser(userId)
      return { fields: { row, user, outcome, reason, status, attempts, ms }, message: 'row ended' }
    }
    case 'retry': {
      const { row, userId, retry } = event
      const user = loggedUser(userId)
      const { step, attempt, cause, delayMs } = retry
      return { fields: { row, user, step, attempt, cause, delay_ms: delayMs }, message: 'retry' }
    }
    case 'run_ended': {
      const { status, reason, outcomes, exitCode, requests, retries, waits, quota, hashes: sha256 } = event
      const { rejected, shareUsed: share_used } = quota
      const fields = { status, reason, outcomes, exit_code: exitCode, requests, retries, waits_s: waits }
      return { fields: { ...fields, quota: { rejected, share_used }, sha256 }, message: 'run ended' }
    }
    case 'waiting':
      return { fields: { ms: Math.round(event.ms) }, message: 'waiting for the quota' }
    case 'platform_down':
      return { fields: {}, message: sentence(event) }
    case 'platform_up':
      return { fields: { ms: Math.round(event.ms) }, message: 'the platform answers again' }
  }
}
