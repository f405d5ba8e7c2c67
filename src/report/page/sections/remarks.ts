import { html, type Html } from '../../html.ts'
import type { Page } from '../parts/page.ts'

/** What has to be known of the list, and of these files. */
export function* remarks({ summary, words: { remarks: words } }: Page): Generator<Html> {
  const { list, options, redacted, forgotten } = summary
  const { remembered } = options.reading
  const texts = [
    ...(forgotten === undefined ? [] : [words.forgotten(forgotten)]),
    ...(redacted === true ? [words.redacted] : []),
    ...(list.undated.count > 0 ? [words.undated(list.undated)] : []),
    ...words.leftOut(list.leftOut),
    ...(remembered === undefined ? [] : [words.remembered(remembered)]),
  ]
  for (const text of texts) yield html`<p>${text}</p>\n`
}
