/** What the guards look at, before the first change. */
export interface Situation {
  /** Users to be touched by this run. */
  toDo: number
  /** Other users of the site whom earlier runs of this ledger touched in the last 24 hours. */
  recent: number
  /** The site's users when they were counted, or null where they could not be. */
  siteUsers: number | null
  /** The status of the answer that should have counted them, or null where there was none. */
  countStatus: number | null
  /** Of `recent`, those who were deleted before, and so are not among the site's users. */
  recentlyDeleted: number
  rows: number
  invalid: number
  /** Rows that have the user ID of an earlier row, and say something else of the user. */
  contradicting: number
  /** Rows whose user was looked up, without those whom this ledger knows to have deleted. */
  lookedUp: number
  /** Of these, rows that ended as `not_found` or `mismatch`, without users who were known and vanished later. */
  unknown: number
  /** Of these, rows whose ID is nobody's, while their e-mail address is somebody's. */
  foreignIds: number
  /** Rows with a name that can be compared with the user's, where only an ID or only an address found the user. */
  named: number
  /** Of these, rows whose name has no word of the user's. */
  strangers: number
}

export interface Limits {
  maxUsers: number
  /** Percent of the site's users; 100 asks for nothing. */
  maxPercent: number
  /** Percent of the rows looked up. */
  maxUnknown: number
}

/** Fewer rows than this say nothing about the list as a whole. */
const MIN_ROWS_FOR_UNKNOWN = 10

/**
 * Refuses what looks like a mistake, in words that name the number seen, its limit and the flag that raises it; null where nothing does.
 */
export function whyRefused(situation: Situation, limits: Limits): string | null {
  return (
    allInvalid(situation) ??
    noSite(situation) ??
    uncounted(situation, limits) ??
    mostContradict(situation, limits) ??
    mostUnknown(situation, limits) ??
    mostStrangers(situation, limits) ??
    tooManyUsers(situation, limits) ??
    tooLargeAShare(situation, limits)
  )
}

function allInvalid({ rows, invalid }: Situation): string | null {
  if (rows === 0 || invalid < rows) return null
  return `${rows === 1 ? 'the only row cannot' : `not one of the ${rows} rows can`} be used. Is this the right list, and are the columns the right ones? The report says of each row why`
}

/** Where even the list of the site's users is not found, nothing that is not found proves anything. */
function noSite({ countStatus }: Situation): string | null {
  if (countStatus !== 404) return null
  return `the platform answered 404 to GET /users, so this is not the API's address. ${CORRECT_IT}`
}

const CORRECT_IT = 'Correct --site, or --base-url, which ends in /openapi/v1'

/** Whether the guards ask for the number of the site's users. */
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

/** On a short list, too: by chance, or by marriage, hardly anybody has nothing in common with their own name. */
function mostStrangers({ named, strangers }: Situation, { maxUnknown }: Limits): string | null {
  if (strangers * 100 <= named * maxUnknown) return null
  const percent = Math.floor((strangers * 100) / named)
  return `${strangers} of ${named} rows (${percent}%) have a name with no word of the name of the user they mean, and --max-unknown allows ${maxUnknown}%. Are the columns of the user IDs, the e-mail addresses and the names the right ones, and the leavers' own? If only the names are not, leave them out of it: --name-column none`
}

function tooManyUsers({ toDo, recent }: Situation, { maxUsers }: Limits): string | null {
  if (toDo === 0) return null
  if (toDo > maxUsers) {
    return `${toDo} users are to be offboarded, and --max-users allows ${maxUsers}. If the list is right, raise it: --max-users ${toDo + recent}`
  }
  if (toDo + recent <= maxUsers) return null
  return `${toDo} users are to be offboarded after ${recent} in the last 24 hours, and --max-users allows ${maxUsers} in all. If that is right, raise it: --max-users ${toDo + recent}`
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
