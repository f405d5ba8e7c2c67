import type { RunTask } from '../run-kind.ts'
import { areRolesRefused, unknownRolesInWords, type UnknownRoles } from '../identity/roles.ts'

/** The numbers that the guards check before the first change. */
export interface Situation {
  /** Users whom this run will touch. */
  toDo: number
  /**
   * Other users of the site whom runs of this ledger touched in the last 24 hours as this run will: deactivations and deletions are
   * counted apart, and the higher number counts for a run that makes both.
   */
  recent: number
  /** The number of the site's users; null where they could not be counted. */
  siteUsers: number | null
  /** The HTTP status of the answer that should have counted them; null where there was no answer. */
  countStatus: number | null
  /** Other users who were deleted in that time, before the site's users were counted, and so are not in that count. */
  recentlyDeleted: number
  rows: number
  invalid: number
  /** Rows with the user ID or the address of an earlier row, and other data about the user. */
  contradicting: number
  /** Rows whose user was looked up, without users whom this ledger knows to have deleted. */
  lookedUp: number
  /** Those of `lookedUp` that ended as `not_found` or `mismatch`, without users who were found once and vanished later. */
  unknown: number
  /** Those of `unknown` whose ID is nobody's, while their e-mail address is somebody's. */
  foreignIds: number
  /** Rows whose name could be compared with the user's, where the user was found by the ID alone or by the address alone. */
  namesCompared: number
  /** Those of `namesCompared` whose name has no word in common with the user's name. */
  nameMismatches: number
  /** Roles of `--roles` that nobody is known to have; null where there are none. */
  unknownRoles: UnknownRoles | null
}

export interface Limits {
  maxUsers: number
  /** Percent of the site's users; 100 means no limit. */
  maxPercent: number
  /** Percent of the rows that were looked up. */
  maxUnknown: number
}

/** With fewer rows, a share says nothing about the list as a whole. */
const MIN_ROWS_FOR_UNKNOWN = 10

/** Why the run looks like a mistake, in words that name the number, its limit and the flag that raises it; null if nothing does. */
export function whyRefused(
  situation: Situation,
  limits: Limits,
  { task }: { task?: RunTask } = {},
): string | null {
  return (
    allInvalid(situation) ??
    noSite(situation) ??
    uncounted(situation, limits) ??
    mostContradict(situation, limits) ??
    mostUnknown(situation, limits) ??
    mostNamesDiffer(situation, limits) ??
    noSuchRole(situation) ??
    tooManyUsers(situation, limits, task === 'undo' ? 'reactivated' : 'offboarded') ??
    tooLargeAShare(situation, limits)
  )
}

function allInvalid({ rows, invalid }: Situation): string | null {
  if (rows === 0 || invalid < rows) return null
  return `${rows === 1 ? 'the only row cannot' : `not one of the ${rows} rows can`} be used. Is this the right list, and are the columns the right ones? The report says of each row why`
}

/** If even the list of the site's users answers 404, a 404 for a user proves nothing. */
function noSite({ countStatus }: Situation): string | null {
  if (countStatus !== 404) return null
  return `the platform answered 404 to GET /users, so this is not the API's address. ${CORRECT_IT}`
}

const CORRECT_IT = 'Correct --site, or --base-url, which ends in /openapi/v1'

/** Whether the guards need the number of the site's users. */
export const needsCount = (toDo: number, { maxPercent }: Limits): boolean => toDo > 0 && maxPercent < 100

function uncounted({ toDo, siteUsers, countStatus }: Situation, limits: Limits): string | null {
  if (siteUsers !== null || !needsCount(toDo, limits)) return null
  if (countStatus !== null && countStatus >= 300 && countStatus < 400) {
    return `the platform answered GET /users with a redirect (${countStatus}), which is never followed: most likely this is not the API's address. ${CORRECT_IT}`
  }
  const answer = countStatus === null ? '' : ` (the platform answered ${countStatus})`
  return `the site's users could not be counted${answer}, so nobody knows whether ${toDo} are more than the ${limits.maxPercent}% that --max-percent allows. Try again later, or do without that limit: --max-percent 100`
}

function mostContradict({ rows, contradicting }: Situation, { maxUnknown }: Limits): string | null {
  if (rows < MIN_ROWS_FOR_UNKNOWN || contradicting * 100 <= rows * maxUnknown) return null
  const percent = Math.floor((contradicting * 100) / rows)
  return `${contradicting} of ${rows} rows (${percent}%) have the user ID, or the e-mail address, of an earlier row and say somebody else, and --max-unknown allows ${maxUnknown}%. Is that column the right one?`
}

function mostUnknown({ lookedUp, unknown, foreignIds }: Situation, { maxUnknown }: Limits): string | null {
  if (lookedUp < MIN_ROWS_FOR_UNKNOWN || unknown * 100 <= lookedUp * maxUnknown) return null
  const percent = Math.floor((unknown * 100) / lookedUp)
  if (foreignIds * 2 > lookedUp) {
    return `${foreignIds} of ${lookedUp} rows have an ID that is nobody's, and the e-mail address of somebody. If the IDs on the list are another system's, look users up by their addresses alone: --id-column none`
  }
  return `${unknown} of ${lookedUp} rows (${percent}%) mean nobody the site knows, and --max-unknown allows ${maxUnknown}%. Is this the right list, and the right site? If so, raise it: --max-unknown ${Math.min(100, percent + 1)}`
}

/**
 * Applies to short lists, too: hardly anybody's row has a name with nothing in common with the name of their account, even after
 * a marriage.
 */
function mostNamesDiffer(
  { namesCompared, nameMismatches }: Situation,
  { maxUnknown }: Limits,
): string | null {
  if (nameMismatches * 100 <= namesCompared * maxUnknown) return null
  const percent = Math.floor((nameMismatches * 100) / namesCompared)
  return `${nameMismatches} of ${namesCompared} rows (${percent}%) have a name with no word of the name of the user they mean, and --max-unknown allows ${maxUnknown}%. Are the columns of the user IDs, the e-mail addresses and the names the right ones, and the leavers' own? If only the names are not, leave them out of it: --name-column none`
}

const noSuchRole = ({ unknownRoles }: Situation): string | null =>
  unknownRoles !== null && areRolesRefused(unknownRoles) ? unknownRolesInWords(unknownRoles) : null

function tooManyUsers(
  { toDo, recent }: Situation,
  { maxUsers }: Limits,
  done: 'reactivated' | 'offboarded',
): string | null {
  if (toDo === 0) return null
  if (toDo > maxUsers) {
    return `${toDo} users are to be ${done}, and --max-users allows ${maxUsers}. If the list is right, raise it: --max-users ${toDo + recent}`
  }
  if (toDo + recent <= maxUsers) return null
  return `${toDo} users are to be ${done} after ${recent} in the last 24 hours, and --max-users allows ${maxUsers} in all. If that is right, raise it: --max-users ${toDo + recent}`
}

function tooLargeAShare(
  { toDo, recent, siteUsers, recentlyDeleted }: Situation,
  limits: Limits,
): string | null {
  if (siteUsers === null || !needsCount(toDo, limits)) return null
  const { maxPercent } = limits
  const site = siteUsers + recentlyDeleted
  const users = toDo + recent
  if (users * 100 <= site * maxPercent) return null
  const percent = Math.ceil((users * 100) / Math.max(1, site))
  const before = recent === 0 ? '' : `, ${recent} of them in the last 24 hours,`
  return `${users} users${before} are ${percent}% of the site's ${site}, and --max-percent allows ${maxPercent}%. If the list is right, raise it: --max-percent ${Math.min(100, percent)}`
}
