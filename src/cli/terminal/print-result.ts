import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { shownJson } from '../../offboarding/text/shown.ts'
import { reportedRun } from '../../report/reported-run.ts'
import { rowLines } from '../../report/row-lines.ts'
import type { Summary } from '../../report/summary.ts'
import type { Deps } from '../deps.ts'
import type { JsonForms } from '../failure.ts'
import { UsageError } from '../usage-error.ts'
import { wrapLines } from '../view/width.ts'

/** Throws UsageError where both forms of JSON are asked for. */
export function refuseTwoForms({ json, jsonl }: JsonForms): void {
  if (json && jsonl === true)
    throw new UsageError(
      '--json and --jsonl contradict each other: give one of them, the summary or the rows.',
    )
}

/** Prints what came of a run: its summary in words or as JSON, or its rows as lines of JSON. `text`: its summary in words. `isRedacted`: whether the rows name nobody. */
export async function printResult(
  { run, summary, text, isRedacted }: { run: RunReader; summary: Summary; text: string; isRedacted: boolean },
  { json, jsonl }: JsonForms,
  { stdout }: Pick<Deps, 'stdout'>,
): Promise<void> {
  if (jsonl === true) await printRows(run, isRedacted, { stdout })
  else stdout.write(json ? shownJson(summary) : wrapLines(text, stdout.columns))
}

/** Prints the rows of a run, a line of JSON for each. */
export const printRows = async (
  run: RunReader,
  isRedacted: boolean,
  { stdout }: Pick<Deps, 'stdout'>,
): Promise<void> => writeAll(stdout, rowLines(await reportedRun(run, isRedacted)))

/** Writes no faster than the reader reads, and to the end unless the reader leaves: the run does not depend on them. */
export async function writeAll(stream: Writable, pieces: AsyncIterable<string>): Promise<void> {
  const left = new AbortController()
  const leave = (): void => {
    left.abort()
  }
  stream.on('error', leave).on('close', leave)
  try {
    for await (const piece of pieces) {
      if (left.signal.aborted) return
      if (!stream.write(piece)) await once(stream, 'drain', left).catch(leave)
    }
  } finally {
    stream.off('error', leave).off('close', leave)
  }
}
