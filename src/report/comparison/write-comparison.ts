import { join } from 'node:path'
import { writeAtomically } from '../atomic-file.ts'
import { csvLines, type CsvStyle, type ReadyRecords, type Records } from '../csv-lines.ts'
import type { ReportFile } from '../summary.ts'
import type { ComparisonSummary } from './comparison-summary.ts'

const REMEDY = 'Nobody was touched: make room for it, then run the same command again.'

/** The records of each file, to be read twice. */
export interface ComparisonRecords {
  /** Null where nobody may be proposed. */
  leavers: (() => ReadyRecords) | null
  others: () => ReadyRecords
  lines: () => Records
}

/** Writes the files of a comparison into `<out>/<id>/`. `summarize` makes the summary, which lists the other files. Rejects with ReportWriteError. */
export async function writeComparison(
  folder: string,
  style: CsvStyle,
  { leavers, others, lines }: ComparisonRecords,
  summarize: (files: readonly ReportFile[]) => ComparisonSummary,
): Promise<ComparisonSummary> {
  const files: ReportFile[] = []
  const write = async (name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> => {
    const path = join(folder, name)
    files.push({ path, sha256: await writeAtomically(path, pieces, REMEDY) })
  }
  await write('roster-check.csv', csvLines(style, lines))
  await write('others.csv', csvLines(style, others))
  if (leavers !== null) await write('leavers.csv', csvLines(style, leavers))
  const summary = summarize([...files])
  await write('summary.json', [`${JSON.stringify(summary, null, 2)}\n`])
  return summary
}
