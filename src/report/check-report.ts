import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { closeSync, readFileSync } from 'node:fs'
import { openOwnFile } from '../files/own-file.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { RECORDS_FILE } from '../offboarding/run/archived-user.ts'
import { RECORDS } from './archive-files.ts'
import { areRecordsAsSaved } from './check-records.ts'
import { buildReport } from './build-report.ts'
import { hashOfFile } from './hash-of-file.ts'
import { PLAN_FILE, reportFiles } from './results.ts'
import type { ReportFile, Summary } from './summary.ts'

export interface Finding {
  path: string
  /** `not written yet`: the run was killed before its files were written, or it continued after they were. */
  state: 'as written' | 'changed' | 'missing' | 'not written yet'
}

/** Builds a run's files again from the ledger, in memory, and compares them with those in `<out>/<run id>/`. Writes nothing. */
export async function checkReport(run: RunReader, out: string): Promise<Finding[]> {
  const folder = join(out, run.id)
  const { files, summary } = await buildReport(run, folder, async (name, pieces) => ({
    path: join(folder, name),
    sha256: await hashOf(pieces),
  }))
  const summaryPath = join(folder, 'summary.json')
  const records = join(folder, RECORDS)
  const isSaved = (await run.countSaved()) > 0
  const findings = [
    ...(isSaved ? [await finding(records, () => areRecordsAsSaved(run, records))] : []),
    ...(await Promise.all(
      files
        .filter(({ path }) => path !== records)
        .map(({ path, sha256 }) => finding(path, () => hashOfFile(path) === sha256)),
    )),
    await finding(summaryPath, () => isSame(textOf(summaryPath), summary)),
  ]
  const { reported } = await run.record()
  if (reported !== null) return findings
  return findings.map(({ path, state }) => ({
    path,
    state: state === 'as written' ? state : 'not written yet',
  }))
}

async function finding(path: string, isAsWritten: () => boolean | Promise<boolean>): Promise<Finding> {
  try {
    return { path, state: (await isAsWritten()) ? 'as written' : 'changed' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === undefined) throw error
    // A folder in the place of the file, or a file that may not be read, also differs from what was written.
    return { path, state: code === 'ENOENT' ? 'missing' : 'changed' }
  }
}

/**
 * Whether `plan.csv` differs from what was written. A file that was moved away counts as changed, since somebody may be editing
 * it. Rejects with the errors of reading the ledger.
 */
export async function isPlanChanged(plan: RunReader, out: string): Promise<boolean> {
  const path = join(out, plan.id, PLAN_FILE)
  const [, pieces] = (await reportFiles(plan)).find(([name]) => name === PLAN_FILE) ?? []
  const sha256 = pieces === undefined ? null : await hashOf(pieces)
  const { state } = await finding(path, () => hashOfFile(path) === sha256)
  return state !== 'as written'
}

/**
 * Whether a summary on disk equals the expected one. Only the names of the files are compared, because the folder may have been
 * moved or named differently; and not the hash of the records, which the ledger does not know.
 */
function isSame(text: string, expected: Summary): boolean {
  const named = (files: readonly ReportFile[]): ReportFile[] =>
    files.map(({ path, sha256 }) => ({
      path: basename(path),
      sha256: basename(path) === RECORDS_FILE ? '' : sha256,
    }))
  try {
    const found = JSON.parse(text) as Summary
    const comparable = (summary: Summary): string =>
      JSON.stringify({ ...summary, files: named(summary.files) })
    return comparable(found) === comparable(expected)
  } catch {
    return false
  }
}

async function hashOf(pieces: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

function textOf(path: string): string {
  const file = openOwnFile(path)
  try {
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}
