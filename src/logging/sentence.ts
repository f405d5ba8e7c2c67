import type { RunEvent } from '../offboarding/event.ts'
import { rememberedInWords } from '../offboarding/run/layout.ts'
import { leftOutInWords } from '../offboarding/run/left-out.ts'
import { verifiedInWords } from '../offboarding/run/verified.ts'
import { inWords } from '../offboarding/run/expected-duration.ts'
import { needsAttention } from '../offboarding/outcome.ts'
import { loggedUser } from './logged-user.ts'

/** An event as a sentence for a person who watches the run. It leaves out fields that do not help at once. */
export function sentence(event: RunEvent): string {
  switch (event.type) {
    case 'list_read': {
      const { rows, encoding, delimiter, choice, remembered, emptyLeaveDates, undatedDue, leftOut } = event
      const areAllDue = undatedDue === emptyLeaveDates
      const due = event.emptyLeaveDate === 'hold' ? 'held' : areAllDue ? 'due' : `${undatedDue} due`
      const undated = `${counted(emptyLeaveDates, 'row')} without a leave date`
      const dates = emptyLeaveDates === 0 ? '' : `, ${undated} (${due})`
      const before = remembered === null ? [] : [rememberedInWords(remembered)]
      const file =
        encoding === 'xlsx' ? 'Excel workbook' : `${encoding}, delimiter ${JSON.stringify(delimiter)}`
      return `list read: ${counted(rows, 'row')}, ${file}${dates}; ${[choice, ...before, ...leftOutInWords(leftOut)].join('; ')}`
    }
    case 'run_started': {
      const { run, site, rows, toDo, resumed, expectedMs } = event
      const duration = toDo === 0 ? '' : `, ${inWords(expectedMs)} by the quota, without look-ups`
      return `run ${run} on ${site} ${resumed ? 'resumed' : 'started'}: ${toDo} of ${counted(rows, 'row')} to do${duration}`
    }
    case 'looking_up':
      return `${event.what === 'deleted users' ? 'asking once more' : 'looking up users'}: ${event.done} of ${event.of} ${event.what}`
    case 'looked_up': {
      const { toDo, siteUsers, requests } = event
      const site = siteUsers === null ? '' : ` of ${siteUsers} on the site`
      return `users looked up in ${counted(requests, 'request')}: ${counted(toDo, 'user')}${site} to be touched`
    }
    case 'verified':
      return `asked once more: ${verifiedInWords(event)}`
    case 'work_started':
      return `${counted(event.users, 'user')} to go, ${inWords(event.expectedMs)} by the quota`
    case 'row_ended': {
      const { row, userId, outcome, status } = event
      const why = status !== null && needsAttention(outcome) ? `, status ${status}` : ''
      return `row ${row}: ${outcome}${user(userId)}${why}`
    }
    case 'retry': {
      const { row, userId, retry } = event
      const { step, attempt, cause, delayMs } = retry
      const what = `${step} again${delayMs === 0 ? '' : ` in ${seconds(delayMs)}`}, after ${cause} at attempt ${attempt}`
      return row === null ? what : `row ${row}: ${what}${user(userId)}`
    }
    case 'waiting':
      return `waiting ${seconds(event.ms)} for the quota`
    case 'platform_down':
      return `the platform does not answer: ${event.reason}. Nobody else is started until it does, or --patience is over`
    case 'platform_up':
      return `the platform answers again, after ${seconds(event.ms)}`
    case 'run_ended':
      return `run ended: ${event.status}, exit code ${event.exitCode}`
  }
}

const user = (id: string | null): string => {
  const logged = loggedUser(id)
  return logged === null ? '' : `, user ${logged}`
}
const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`
