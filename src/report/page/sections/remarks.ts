import { html, type Html } from '../../html.ts'
import type { Page } from '../parts/page.ts'

/** What has to be known of the list. */
export function* remarks({ summary: { list }, words }: Page): Generator<Html> {
  const undated = list.undated.count > 0 ? [words.remarks.undated(list.undated)] : []
  for (const text of [...undated, ...words.remarks.leftOut(list.leftOut)]) yield html`<p>${text}</p>\n`
}
