import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { closeSync, readFileSync, readSync } from 'node:fs'
import { openOwnFile } from '../files/own-file.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import { buildReport } from './build-report.ts'
import { PLAN_FILE, reportFiles } from './results.ts'
import type { ReportFile, Summary } from './summary.ts'

export interface Finding {
  path: string
  /** `not written yet`: the run went on after the file was written, or before any was, and was killed. */
  state: 'as written' | 'changed' | 'missing' | 'not written yet'
}

/**
 * Makes a run's files anew from the ledger, in memory and piece by piece, and says whether those in `<out>/<run id>/` are the same.
 * Writes nothing.
 */
export async function checkReport(run: RunReader, out: string): Promise<Finding[]> {
  const folder = join(out, run.id)
  const { files, summary } = await buildReport(run, async (name, pieces) => ({
    path: join(folder, name),
    sha256: await hashOf(pieces),
  }))
  const summaryPath = join(folder, 'summary.json')
  const findings = [
    ...files.map(({ path, sha256 }) => finding(path, () => hashOfFile(path) === sha256)),
    finding(summaryPath, () => isSame(textOf(summaryPath), summary)),
  ]
  const { reported } = await run.record()
  if (reported !== null) return findings
  return findings.map(({ path, state }) => ({
    path,
    state: state === 'as written' ? state : 'not written yet',
  }))
}

function finding(path: string, isAsWritten: () => boolean): Finding {
  try {
    return { path, state: isAsWritten() ? 'as written' : 'changed' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === undefined) throw error
    // A folder in its place, or a file that may not be read, is not what was written either.
    return { path, state: code === 'ENOENT' ? 'missing' : 'changed' }
  }
}

/** Whether `plan.csv` is not what was written: whoever moves it away, to go through it, changes it as well. Rejects with what reading it throws. */
export async function isPlanChanged(plan: RunReader, out: string): Promise<boolean> {
  const path = join(out, plan.id, PLAN_FILE)
  const [, pieces] = (await reportFiles(plan)).find(([name]) => name === PLAN_FILE) ?? []
  const sha256 = pieces === undefined ? null : await hashOf(pieces)
  return finding(path, () => hashOfFile(path) === sha256).state !== 'as written'
}

/** The folder may have been named in another way, or have been moved, since the summary was written. */
function isSame(text: string, expected: Summary): boolean {
  const named = (files: readonly ReportFile[]): ReportFile[] =>
    files.map(({ path, sha256 }) => ({ path: basename(path), sha256 }))
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

function hashOfFile(path: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(64 * 1024)
  const file = openOwnFile(path)
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, buffer)
      hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
