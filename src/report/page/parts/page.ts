import type { Html } from '../../html.ts'
import type { ReportedRun } from '../../reported-run.ts'
import type { Summary } from '../../summary.ts'
import type { Words } from '../words/words.ts'

/** What each section of the page is made from. */
export interface Page {
  run: ReportedRun
  summary: Summary
  words: Words
}

/** A section of the page, in pieces; none where there is nothing to say. */
export type Section = (page: Page) => Iterable<Html> | AsyncIterable<Html>
