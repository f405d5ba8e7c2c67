import { closeSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { hashOfFile } from '../../files/hash-of-file.ts'
import { linesOf } from '../../files/lines.ts'
import { openOwnFile } from '../../files/own-file.ts'
import {
  ARCHIVE_FOLDER,
  IMAGES_FOLDER,
  readArchivedUser,
  RECORDS_FILE,
  savesRecords,
  TRAINING_FILE,
} from '../../offboarding/archived-user.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { writeAtomically } from '../atomic-file.ts'
import { csvLines } from '../csv-lines.ts'
import type { ReportedRun } from '../reported-run.ts'
import type { ReportFile } from '../summary.ts'
import { everyAssignment } from './training-records.ts'

/** The records of a run, as a path in its folder. */
export const RECORDS = `${ARCHIVE_FOLDER}/${RECORDS_FILE}`
/** The same for people. */
const TRAINING = `${ARCHIVE_FOLDER}/${TRAINING_FILE}`

/** Lines of a file that are read at a time. */
const BATCH = 100

/** Whether the archive of a run is among its files. One that the ledger keeps is not where they are to name nobody. */
export const showsArchive = ({ form }: ReportedRun, { options }: RunRecord): boolean =>
  savesRecords(options) && (options.archiveIn === 'ledger' ? form === 'full' : form !== 'forgotten')

/**
 * The files of a run's archive but for images: none where nobody is saved. What the ledger does not keep cannot be made again, so `records.jsonl`
 * is then taken from `folder`, the folder of the run.
 */
export async function archiveFiles(
  run: ReportedRun,
  { list, options }: RunRecord,
  folder: string,
  make: (name: string, pieces: AsyncIterable<string>) => Promise<ReportFile>,
): Promise<ReportFile[]> {
  const path = join(folder, RECORDS)
  const isInLedger = options.archiveIn === 'ledger'
  if (isInLedger ? await isEmpty(run.archivedLines()) : !existsSync(path)) return []
  const lines = (): AsyncIterable<readonly string[]> | Iterable<readonly string[]> =>
    isInLedger ? run.archivedLines() : linesIn(path)
  return [
    isInLedger ? await make(RECORDS, asText(run.archivedLines())) : { path, sha256: hashOfFile(path) },
    await make(
      TRAINING,
      csvLines(list, () => everyAssignment(lines())),
    ),
  ]
}

/** Writes the images that the ledger keeps into the folder of the run, but for those that are there. Rejects with ReportWriteError. */
export async function writeImages(run: ReportedRun, folder: string): Promise<void> {
  for await (const lines of run.archivedLines()) {
    for (const { file, sha256 } of lines.flatMap((line) => readArchivedUser(line)?.images ?? [])) {
      const path = join(folder, ARCHIVE_FOLDER, IMAGES_FOLDER, basename(file))
      if (!isThere(path, sha256)) await writeAtomically(path, run.archivedImage(file))
    }
  }
}

function isThere(path: string, sha256: string): boolean {
  try {
    return hashOfFile(path) === sha256
  } catch {
    // There is no such file, or it is none of ours: it is written.
    return false
  }
}

async function isEmpty(lines: AsyncIterable<readonly string[]>): Promise<boolean> {
  for await (const some of lines) return some.length === 0
  return true
}

async function* asText(lines: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const some of lines) yield some.map((line) => `${line}\n`).join('')
}

function* linesIn(path: string): Generator<readonly string[]> {
  const file = openOwnFile(path)
  try {
    let batch: string[] = []
    for (const { text } of linesOf(file)) {
      if (batch.push(text) < BATCH) continue
      yield batch
      batch = []
    }
    yield batch
  } finally {
    closeSync(file)
  }
}
