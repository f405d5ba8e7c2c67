import { describe, expect, test } from 'vitest'
import { whyRefused, type Limits, type Situation } from '../../../src/offboarding/run/guards.ts'

const LIMITS: Limits = { maxUsers: 500, maxPercent: 20, maxUnknown: 50 }

/** A list of ten on a site of a thousand. */
const situation = (more: Partial<Situation> = {}): Situation => ({
  toDo: 10,
  recent: 0,
  siteUsers: 1_000,
  countStatus: 200,
  recentlyDeleted: 0,
  rows: 10,
  invalid: 0,
  contradicting: 0,
  lookedUp: 10,
  unknown: 0,
  foreignIds: 0,
  namesCompared: 0,
  nameMismatches: 0,
  unknownRoles: null,
  ...more,
})

describe('the guards', () => {
  test.each([
    ['an ordinary list', {}],
    ['as many users as --max-users allows', { toDo: 500, siteUsers: 10_000 }],
    ['as many as it allows in 24 hours', { toDo: 200, recent: 300, siteUsers: 10_000 }],
    ['as large a share as --max-percent allows', { toDo: 200 }],
    ['nothing to do on a site that could not be counted', { toDo: 0, siteUsers: null }],
    ['half of the rows unknown', { lookedUp: 10, unknown: 5 }],
    ['half of the rows contradicting others', { rows: 20, contradicting: 10 }],
    ['few rows, all unknown', { toDo: 0, rows: 9, lookedUp: 9, unknown: 9 }],
    ['half of the names those of strangers', { namesCompared: 2, nameMismatches: 1 }],
    ['nothing to do, after many in the last 24 hours', { toDo: 0, recent: 600 }],
  ])('let pass: %s', (_, more) => {
    expect(whyRefused(situation(more), LIMITS)).toBeNull()
  })

  test.each<[string, Partial<Situation>, string]>([
    [
      'more users than --max-users',
      { toDo: 812, siteUsers: 10_000 },
      '812 users are to be offboarded, and --max-users allows 500. If the list is right, raise it: --max-users 812',
    ],
    [
      'an address where even the users are not found',
      { countStatus: 404, siteUsers: null },
      "the platform answered 404 to GET /users, so this is not the API's address. Correct --site, or --base-url, which ends in /openapi/v1",
    ],
    [
      'a list cut into pieces',
      { toDo: 200, recent: 400, siteUsers: 10_000 },
      '200 users are to be offboarded after 400 in the last 24 hours, and --max-users allows 500 in all. If that is right, raise it: --max-users 600',
    ],
    [
      'one user more than it allows in 24 hours',
      { toDo: 200, recent: 301, siteUsers: 10_000 },
      '200 users are to be offboarded after 301 in the last 24 hours, and --max-users allows 500 in all. If that is right, raise it: --max-users 501',
    ],
    [
      "too large a share of the site's users",
      { toDo: 201 },
      "201 users are 21% of the site's 1000, and --max-percent allows 20%. If the list is right, raise it: --max-percent 21",
    ],
    [
      'too large a share, with those deleted in the last 24 hours',
      { toDo: 101, recent: 100, siteUsers: 900, recentlyDeleted: 100 },
      "201 users, 100 of them in the last 24 hours, are 21% of the site's 1000, and --max-percent allows 20%. If the list is right, raise it: --max-percent 21",
    ],
    [
      'what was answered with a redirect, as by a page to log in',
      { toDo: 3, siteUsers: null, countStatus: 302 },
      "the platform answered GET /users with a redirect (302), which is never followed: most likely this is not the API's address. Correct --site, or --base-url, which ends in /openapi/v1",
    ],
    [
      'what cannot be compared with a site whose users could not be counted',
      { toDo: 3, siteUsers: null, countStatus: 422 },
      "the site's users could not be counted (the platform answered 422), so nobody knows whether 3 are more than the 20% that --max-percent allows. Try again later, or do without that limit: --max-percent 100",
    ],
    [
      "IDs of another system's beside the addresses",
      { lookedUp: 20, unknown: 15, foreignIds: 11 },
      "11 of 20 rows have an ID that is nobody's, and the e-mail address of somebody. If the IDs on the list are another system's, look users up by their addresses alone: --id-column none",
    ],
    [
      'IDs of which only half are those of others',
      { lookedUp: 20, unknown: 15, foreignIds: 10 },
      '15 of 20 rows (75%) mean nobody the site knows, and --max-unknown allows 50%. Is this the right list, and the right site? If so, raise it: --max-unknown 76',
    ],
    [
      'mostly users whom the site does not know',
      { lookedUp: 20, unknown: 11 },
      '11 of 20 rows (55%) mean nobody the site knows, and --max-unknown allows 50%. Is this the right list, and the right site? If so, raise it: --max-unknown 56',
    ],
    [
      'rows that mostly contradict each other',
      { rows: 30, contradicting: 29 },
      '29 of 30 rows (96%) have the user ID, or the e-mail address, of an earlier row and say somebody else, and --max-unknown allows 50%. Is that column the right one?',
    ],
    [
      'names that are mostly not those of the users',
      { namesCompared: 12, nameMismatches: 11 },
      "11 of 12 rows (91%) have a name with no word of the name of the user they mean, and --max-unknown allows 50%. Are the columns of the user IDs, the e-mail addresses and the names the right ones, and the leavers' own? If only the names are not, leave them out of it: --name-column none",
    ],
    [
      'a single name that is not that of the user',
      { rows: 1, toDo: 1, lookedUp: 1, namesCompared: 1, nameMismatches: 1 },
      "1 of 1 rows (100%) have a name with no word of the name of the user they mean, and --max-unknown allows 50%. Are the columns of the user IDs, the e-mail addresses and the names the right ones, and the leavers' own? If only the names are not, leave them out of it: --name-column none",
    ],
    [
      'nothing but invalid rows',
      { toDo: 0, rows: 3, invalid: 3, lookedUp: 0 },
      'not one of the 3 rows can be used. Is this the right list, and are the columns the right ones? The report says of each row why',
    ],
  ])('refuse %s, naming the number, the limit and the flag', (_, more, message) => {
    expect(whyRefused(situation(more), LIMITS)).toBe(message)
  })

  test('mind no names where --max-unknown allows everything', () => {
    expect(
      whyRefused(situation({ namesCompared: 1, nameMismatches: 1 }), { ...LIMITS, maxUnknown: 100 }),
    ).toBeNull()
  })

  test('ask for no number of users where all of them may go', () => {
    expect(whyRefused(situation({ siteUsers: null }), { ...LIMITS, maxPercent: 100 })).toBeNull()
  })

  test('ask for it for a single user, too', () => {
    expect(whyRefused(situation({ toDo: 1, siteUsers: null }), LIMITS)).toContain('could not be counted')
  })

  test('refuse everyone on a small site', () => {
    expect(whyRefused(situation({ toDo: 3, siteUsers: 3, rows: 3, lookedUp: 3 }), LIMITS)).toContain(
      '--max-percent 100',
    )
  })
})
