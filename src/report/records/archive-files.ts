import { closeSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf } from '../../files/lines.ts'
import { openOwnFile } from '../../files/own-file.ts'
import type { RecordFields } from '../../offboarding/identity/user.ts'
import {
  ARCHIVE_FOLDER,
  readArchivedUser,
  RECORDS_FILE,
  TRAINING_FILE,
  type ArchivedUser,
} from '../../offboarding/archived-user.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { csvLines } from '../csv-lines.ts'

/** The records of a run, as a path in its folder. */
export const RECORDS = `${ARCHIVE_FOLDER}/${RECORDS_FILE}`
/** The same for people. */
const TRAINING = `${ARCHIVE_FOLDER}/${TRAINING_FILE}`

/** Users whose lines are made at a time. */
const BATCH = 100

/** Whether a run saves the records of users before they are deleted. */
export const savesRecords = ({ options }: Pick<RunRecord, 'options'>): boolean =>
  options.archive !== undefined && options.kind === 'run' && options.grace === undefined

/** Whether the run in `folder` has saved anybody. */
export const hasRecords = (folder: string): boolean => existsSync(join(folder, RECORDS))

/** `training-records.csv` of the run in `folder`, with its text in pieces. It is made from the records, which the ledger does not hold. */
export const trainingRecords = (
  { list }: Pick<RunRecord, 'list'>,
  folder: string,
): readonly [name: string, pieces: AsyncIterable<string>] => [
  TRAINING,
  csvLines(list, () => everyAssignment(join(folder, RECORDS))),
]

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

/** The records of `training-records.csv`: an assignment each, in the order in which users were saved. */
function* everyAssignment(path: string): Generator<readonly (readonly string[])[]> {
  yield [COLUMNS.map(([name]) => name)]
  let batch: (readonly string[])[] = []
  const file = openOwnFile(path)
  try {
    let users = 0
    for (const { text } of linesOf(file)) {
      const saved = readArchivedUser(text)
      if (saved !== null) batch.push(...assignmentsOf(saved))
      users += 1
      if (users % BATCH > 0) continue
      yield batch
      batch = []
    }
  } finally {
    closeSync(file)
  }
  yield batch
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
