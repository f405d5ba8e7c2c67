import { basename } from 'node:path'
import { html, type Html } from '../../html.ts'
import { foreign, hashOf } from '../parts/foreign.ts'
import { whatIsDone } from '../parts/outcomes.ts'
import type { Page } from '../parts/page.ts'
import { prose } from '../parts/prose.ts'

/** What an auditor compares: the list, what was asked for, and the files with their sums. */
export function* proof(page: Page): Generator<Html> {
  const { heading, howToCheck } = page.words.proof
  const [before, after] = howToCheck
  yield html`<section aria-labelledby="proof">
<h2 id="proof">${heading}</h2>
<dl class="facts">${factsOf(page).map(
    ([name, value]) => html`
<div><dt>${name}<dd>${value}</div>`,
  )}
</dl>
<p class="soft">${before} <code>konstantly-offboard report ${page.summary.run} --check</code> ${after}</p>
</section>
`
}

function factsOf({ summary, words }: Page): readonly (readonly [name: string, value: Html])[] {
  const { list, options, requests, quota, waits, archive, files, forgotten } = summary
  const { executes, roles, protect, preflight } = options
  const { proof } = words
  const done = whatIsDone(summary, words)
  return [
    [
      options.task === undefined ? proof.list : proof.rowsFrom,
      html`${foreign(list.name)}, ${list.encoding}, SHA-256 ${hashOf(list.sha256)}`,
    ],
    [proof.askedFor, html`${prose(done)}${executes === null ? '' : `, ${proof.byPlan(executes)}`}`],
    [proof.roles, html`${roles === 'any' ? proof.anyRole : roles.join(', ')}`],
    [proof.protectedList, html`${proof.entries(protect.entries)}`],
    [proof.lookUps, html`${preflight}`],
    ...(list.today === null ? [] : [[proof.leaveDates, html`${proof.comparedWith(list.today)}`] as const]),
    [proof.requests, html`${proof.turnedAway(requests.total, quota.rejected, waits.quota)}`],
    ...(archive === undefined
      ? []
      : [[proof.archive, html`${proof.saved(archive.users, options.archiveIn ?? 'folder')}`] as const]),
    ...files.map(({ path, sha256 }) => [basename(path), html`SHA-256 ${hashOf(sha256)}`] as const),
    ...(forgotten?.files ?? []).map(
      ({ name, sha256, state }) =>
        [
          proof.beforeForgotten(name),
          html`<span lang="en">${state}</span>${sha256 === null ? '' : html`, SHA-256 ${hashOf(sha256)}`}`,
        ] as const,
    ),
  ]
}
