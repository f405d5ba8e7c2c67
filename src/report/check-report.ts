import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { closeSync, readFileSync } from 'node:fs'
import { openOwnFile } from '../files/own-file.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { RECORDS_FILE } from '../offboarding/archived-user.ts'
import type { FileBefore, Forgotten } from '../offboarding/run/run.ts'
import { RECORDS, showsArchive } from './records/archive-files.ts'
import { buildReport } from './build-report.ts'
import { areRecordsAsSaved } from './records/check-records.ts'
import { hashOfFile } from '../files/hash-of-file.ts'
import { reportedRun, type ReportedRun } from './reported-run.ts'
import { PLAN_FILE, reportFiles } from './results.ts'
import type { ReportFile, Summary } from './summary.ts'

/**
 * What may have become of a file. `as written, redacted`: as `--redact` writes it. `as written, forgotten`: as it is once the run was
 * forgotten. `as before it was forgotten`: the run was forgotten, and this is still the file that names people. `not written yet`:
 * the run was killed before its files were written, or it continued after they were.
 */
export const FILE_STATES = [
  'as written',
  'as written, redacted',
  'as written, forgotten',
  'as before it was forgotten',
  'changed',
  'missing',
  'not written yet',
] as const

export interface Finding {
  path: string
  state: (typeof FILE_STATES)[number]
}

/** Whether a file is what the ledger makes it, in one form or another. */
export const isAsWritten = ({ state }: Finding): boolean => state.startsWith('as written')

/** Builds a run's files again from the ledger, in memory, and compares them with those in `<out>/<run id>/`. Writes nothing. */
export async function checkReport(run: RunReader, out: string): Promise<Finding[]> {
  const { reported, forgotten } = await run.record()
  if (forgotten !== null) return checkForgotten(run, out, forgotten)
  const findings = await checkKnown(run, out)
  if (reported !== null) return findings
  return findings.map((one) => (isAsWritten(one) ? one : { path: one.path, state: 'not written yet' }))
}

/** Compares the files with what the ledger makes in full, and those that differ with what it makes for `--redact`. */
async function checkKnown(run: RunReader, out: string): Promise<Finding[]> {
  const findings = await compare(await reportedRun(run, false), out, 'as written')
  if (!findings.some(({ state }) => state === 'changed')) return findings
  const redacted = await compare(await reportedRun(run, true), out, 'as written, redacted')
  // Where they name nobody, an archive that the ledger keeps is not among them.
  const isRedacted = redacted.every(isAsWritten)
  const sameFile = ({ path }: Finding): Finding | undefined => redacted.find((one) => one.path === path)
  return findings
    .filter((one) => !isRedacted || sameFile(one) !== undefined)
    .map((one) => (one.state === 'changed' ? (sameFile(one) ?? one) : one))
}

/** Also finds the files that name people, if they are still there, or were put there again. */
async function checkForgotten(run: RunReader, out: string, { files }: Forgotten): Promise<Finding[]> {
  const findings = await compare(await reportedRun(run, false), out, 'as written, forgotten')
  const isNamed = ({ path }: Finding, { name }: FileBefore): boolean => basename(path) === name
  const gone = await Promise.all(
    files
      .filter((file) => !findings.some((one) => isNamed(one, file)))
      .map(({ name }) => {
        const path = join(out, run.id, name)
        return finding(path, 'changed', () => hashOfFile(path) !== '')
      }),
  )
  const there = [...findings, ...gone.filter(({ state }) => state !== 'missing')]
  return Promise.all(
    there.map(async (one) => {
      const before = files.find((file) => isNamed(one, file))?.sha256 ?? null
      if (one.state !== 'changed' || before === null) return one
      return await finding(one.path, 'as before it was forgotten', () => hashOfFile(one.path) === before)
    }),
  )
}

/** Compares the files on disk with what is made of a run. `same`: the state of one that is the same. */
async function compare(run: ReportedRun, out: string, same: Finding['state']): Promise<Finding[]> {
  const folder = join(out, run.id)
  const { files, summary } = await buildReport(run, folder, async (name, pieces) => ({
    path: join(folder, name),
    sha256: await hashOf(pieces),
  }))
  const summaryPath = join(folder, 'summary.json')
  const records = join(folder, RECORDS)
  const isSaved = showsArchive(run, await run.record()) && (await run.countSaved()) > 0
  return [
    ...(isSaved ? [await finding(records, 'as written', () => areRecordsAsSaved(run, records))] : []),
    ...(await Promise.all(
      files
        .filter(({ path }) => path !== records)
        .map(({ path, sha256 }) => finding(path, same, () => hashOfFile(path) === sha256)),
    )),
    await finding(summaryPath, same, () => isSame(textOf(summaryPath), summary)),
  ]
}

async function finding(
  path: string,
  same: Finding['state'],
  isTheSame: () => boolean | Promise<boolean>,
): Promise<Finding> {
  try {
    return { path, state: (await isTheSame()) ? same : 'changed' }
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
  for (const isRedacted of [false, true]) {
    const [, pieces] =
      (await reportFiles(await reportedRun(plan, isRedacted))).find(([name]) => name === PLAN_FILE) ?? []
    const sha256 = pieces === undefined ? null : await hashOf(pieces)
    if (isAsWritten(await finding(path, 'as written', () => hashOfFile(path) === sha256))) return false
  }
  return true
}

/** The files of a run as they are now, and what `checkReport` says of them. */
export const filesNow = async (run: RunReader, out: string): Promise<FileBefore[]> =>
  (await checkReport(run, out)).map(({ path, state }) => ({
    name: basename(path),
    sha256: hashOrNull(path),
    state,
  }))

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

function hashOrNull(path: string): string | null {
  try {
    return hashOfFile(path)
  } catch {
    // There is no such file, or it may not be read: its state says so.
    return null
  }
}
