import type { RecordFields } from '../../offboarding/identity/user.ts'
import { readArchivedUser, type ArchivedUser } from '../../offboarding/archived-user.ts'

/** An assignment, whose it is, and the certificates that the user has of its course. */
interface Assigned {
  saved: ArchivedUser
  assignment: RecordFields
  course: RecordFields
  certificates: readonly RecordFields[]
}

const COLUMNS: readonly (readonly [name: string, cell: (assigned: Assigned) => string])[] = [
  ['user_id', ({ saved }) => saved.userId],
  ['name', ({ saved }) => cell(saved.user['name'])],
  ['email', ({ saved }) => cell(saved.user['email'])],
  ['course_id', ({ course }) => cell(course['id'])],
  ['course', ({ course }) => cell(course['name'])],
  ['assigned', ({ assignment }) => time(assignment['assignedAt'])],
  ['started', ({ assignment }) => time(assignment['startedAt'])],
  ['deadline', ({ assignment }) => time(assignment['deadlineAt'])],
  ['finished', ({ assignment }) => time(assignment['finishedAt'])],
  ['progress', ({ assignment }) => cell(assignment['progressValue'])],
  ['result', ({ assignment }) => cell(assignment['resultValue'])],
  ['certificate', ({ certificates }) => linksOf(certificates).join(' ')],
  ['certificate_image', ({ saved, certificates }) => filesOf(saved, linksOf(certificates)).join(' ')],
]

/** The records of `training-records.csv`: an assignment each, in the order of the lines of `records.jsonl`. */
export async function* everyAssignment(
  lines: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<readonly (readonly string[])[]> {
  yield [COLUMNS.map(([name]) => name)]
  for await (const some of lines) {
    const users = some.map(readArchivedUser).filter((user) => user !== null)
    yield users.flatMap(assignmentsOf)
  }
}

function assignmentsOf(saved: ArchivedUser): string[][] {
  return saved.assignments.map((assignment) => {
    const course = fields(assignment['course'])
    const certificates = saved.certificates.filter(({ courseId }) => cell(courseId) === cell(course['id']))
    return COLUMNS.map(([, of]) => of({ saved, assignment, course, certificates }))
  })
}

const linksOf = (certificates: readonly RecordFields[]): string[] =>
  certificates.map(({ imageUrl }) => cell(imageUrl)).filter((link) => link !== '')

const filesOf = ({ images = [] }: ArchivedUser, links: readonly string[]): string[] =>
  images.filter(({ link }) => links.includes(link)).map(({ file }) => file)

const fields = (value: unknown): RecordFields =>
  typeof value === 'object' && value !== null ? (value as RecordFields) : {}

/** A text or a number as it is; anything else is left to the records. */
const cell = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Unix seconds as `2026-11-23T18:45:00Z`, and 0, which is none, as an empty cell. */
function time(seconds: unknown): string {
  const at = typeof seconds === 'number' ? new Date(seconds * 1000) : null
  if (at === null || seconds === 0 || Number.isNaN(at.getTime())) return seconds === 0 ? '' : cell(seconds)
  return `${at.toISOString().slice(0, -5)}Z`
}
