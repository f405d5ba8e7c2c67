import { createHash } from 'node:crypto'
import { languageOf } from '../../offboarding/text/language.ts'
import { html, verbatim, type Html } from '../html.ts'
import type { ReportedRun } from '../reported-run.ts'
import type { Summary } from '../summary.ts'
import { foreign } from './parts/foreign.ts'
import type { Page } from './parts/page.ts'
import { timeOf } from './parts/times.ts'
import { SCRIPT } from './script.ts'
import { SECTIONS } from './sections/index.ts'
import { hasTable } from './sections/rows.ts'
import { STYLE } from './style.ts'
import { wordsIn } from './words/index.ts'

/** What the style sheet and the script are allowed by: nothing else on the page may run, be loaded, or be sent. */
const POLICY = [
  "default-src 'none'",
  `style-src '${sourceHash(STYLE)}'`,
  `script-src '${sourceHash(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * The text of `report.html`, in pieces: a run for people to read or print, in the language that the ledger keeps for it. One file that loads
 * nothing. Its own script only filters and sorts the table of all rows; without it the page says the same.
 */
export async function* htmlReport(run: ReportedRun, summary: Summary): AsyncGenerator<string> {
  const words = wordsIn(languageOf(summary.options.language))
  const page = { run, summary, words }
  yield head(page).text
  for (const section of SECTIONS) for await (const piece of section(page)) yield piece.text
  yield html`</main>
<footer class="soft">${words.general.madeBy(summary.version)}</footer>
<script>${verbatim(SCRIPT)}</script>
`.text
}

function head({ summary, words }: Page): Html {
  const { run, site, options, list, started } = summary
  const title = words.general.title(options, site)
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<title>${title}, ${run}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
${hasTable(summary) ? html`<a class="skip" href="#rows">${words.general.skip}</a>\n` : ''}<header>
<h1>${title}</h1>
<p class="soft"><code class="id">${run}</code> · ${foreign(list.name)} · ${timeOf(started)} UTC</p>
</header>
<main>
`
}

function sourceHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
