import type { User } from '../../offboarding/identity/user.ts'
import { parseEmail } from '../../offboarding/identity/email.ts'
import { reasonsInWords } from '../../offboarding/reason.ts'
import { ROSTER_LINE_COLUMN } from '../../offboarding/run/report-columns.ts'
import { findingInWords, type Finding } from '../../offboarding/roster/finding.ts'
import type { LineMatch } from '../../offboarding/roster/match-line.ts'
import type { RosterColumn, RosterLine } from '../../offboarding/roster/roster.ts'
import type { ReadyRecords, Records } from '../csv-lines.ts'

/** A user whom no line of the roster names. */
export interface Missing {
  user: User
  /** Why they are not proposed; null where they are. */
  why: Finding | null
}

/** So many records are written at once. */
const BATCH = 500

/** The records of `leavers.csv`, under headers that the reader of lists knows. */
export function* leaverRecords(missing: Iterable<Missing>, hasNumbers: boolean): ReadyRecords {
  yield [['User ID', 'Email', 'Name', ...(hasNumbers ? ['Employee number'] : [])]]
  const leavers = Iterator.from(missing).filter(({ why }) => why === null)
  yield* inBatches(
    leavers.map(({ user: { id, email, name, attribute } }) => [
      id,
      // An address that no list may have would make the row unusable. The ID names the user all the same.
      email !== null && parseEmail(email).ok ? email : '',
      name ?? '',
      ...(hasNumbers ? [attribute ?? ''] : []),
    ]),
  )
}

/** The records of `others.csv`. Its columns are those of reports, so that nobody is offboarded who takes it for a leaver list. */
export function* otherRecords(missing: Iterable<Missing>): ReadyRecords {
  yield [
    [
      'offboard_user_id',
      'offboard_user_name',
      'offboard_user_email',
      'offboard_user_role',
      'offboard_user_state',
      'offboard_reason',
      'offboard_detail',
    ],
  ]
  yield* inBatches(
    Iterator.from(missing).flatMap(({ user, why }) =>
      why === null
        ? []
        : [
            [
              user.id,
              user.name ?? '',
              user.email ?? '',
              user.role ?? '',
              user.deactivated ? 'deactivated' : 'active',
              why.code,
              findingInWords(why),
            ],
          ],
    ),
  )
}

/** The records of `roster-check.csv`: the lines of the roster that do not name just one user, with why. */
export async function* lineRecords(
  columns: readonly RosterColumn[],
  lines: AsyncIterable<{ line: RosterLine; match: LineMatch }>,
  users: readonly User[],
): Records {
  yield [[...columns.map(({ name }) => name), ROSTER_LINE_COLUMN, 'offboard_reason', 'offboard_detail']]
  for await (const { line, match } of lines) {
    if (match.conclusion === 'fits') continue
    const detail = lineInWords(line, match, users)
    yield [[...line.cells, String(line.line), match.conclusion, detail]]
  }
}

function lineInWords({ flaw, left }: RosterLine, match: LineMatch, users: readonly User[]): string {
  switch (match.conclusion) {
    case 'fits':
      return ''
    case 'ambiguous':
      return `the line fits several users: ${match.users.map((user) => users[user]?.id ?? '').join(', ')}. None of them is proposed. Correct the line`
    case 'unreadable': {
      const words = flaw === null ? '' : reasonsInWords([flaw])
      return match.mayBeAnybody ? `${words}. The line may mean anybody, so nobody is proposed` : words
    }
    case 'says_left':
      return `the line says in column ${JSON.stringify(left?.column.name ?? '')} that this person has left, so it does not count for a roster; nor is its user proposed`
    case 'fits_nobody':
      return match.named.length === 0
        ? 'the line names nobody by ID, e-mail address or number'
        : 'no user of the site is named so'
  }
}

function* inBatches(records: Iterable<readonly string[]>): Generator<readonly (readonly string[])[]> {
  let batch: (readonly string[])[] = []
  for (const record of records) {
    batch.push(record)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}
