import { basename } from 'node:path'
import { reasonInWords } from '../../offboarding/reason.ts'
import { verifiedInWords, type VerifyingSession } from '../../offboarding/run/verified.ts'
import { html, type Html } from '../html.ts'
import { ROW, section, USER, type Column } from './section.ts'
import { CONFIRMED } from './facts.ts'
import { time, words } from './words.ts'
import type { ReportedRun } from '../reported-run.ts'
import type { Summary } from '../summary.ts'

const DELETED: Column = ['Deleted (UTC)', ({ deletedAt }) => time(deletedAt)]
const ANSWER: Column = [
  'Answer of the platform',
  ({ verifiedAt, reasons: [first] }) => {
    if (verifiedAt !== null) return html`404: there is no such user`
    const isFound = first?.code === 'still_there' || first?.code === 'somebody_else_there'
    return isFound
      ? html`<strong>${words([reasonInWords(first)])}</strong>`
      : html`<strong>not asked, or no answer that proves anything</strong>`
  },
]
const ANSWERED: Column = ['Answered (UTC)', ({ verifiedAt }) => time(verifiedAt)]

/**
 * What an auditor needs to see that users are gone: what was asked and answered, by whom, and on whose word they were deleted.
 * Nothing if nobody was asked for.
 */
export async function* proof(run: ReportedRun, summary: Summary): AsyncGenerator<string> {
  const { verified } = summary
  if (verified === null) return
  const { sessions, ...counts } = verified
  yield `${
    html`<h2>Proof of erasure</h2>
<p>Each user whom this run deleted was to be asked for once more, with <code>GET /users/{id}</code>. Only a 404 of the platform's API
proves that nobody has that ID any more. ${verifiedInWords(counts)}.</p>
${factTable(sessions, summary)}`.text
  }\n`
  yield* section('Asked for once more', ['deleted'], [ROW, USER, DELETED, ANSWER, ANSWERED], run, summary)
}

function factTable(verifying: readonly VerifyingSession[], { list, sessions, files, site }: Summary): Html {
  const word = sessions.flatMap(({ osUser, host, started, confirmed }) =>
    confirmed === null
      ? []
      : [html`${who({ osUser, host })}, session of ${time(started)}: ${CONFIRMED[confirmed]}`],
  )
  const asked = verifying.map(
    ({ from, to, version, asked, gone, ...by }) =>
      html`${who(by)}, version ${version}, ${time(from)} to ${time(to)}: ${asked} asked for, ${gone} answered with 404`,
  )
  const hashes = [
    html`${words([list.name])}: <code>${list.sha256}</code>`,
    ...files.map(({ path, sha256 }) => html`${basename(path)}: <code>${sha256}</code>`),
  ]
  return html`<table class="facts"><tbody>
<tr><th scope="row">Site<td>${site}
<tr><th scope="row">Deleted on the word of<td>${lines(word)}
<tr><th scope="row">Asked once more by<td>${lines(asked)}
<tr><th scope="row">SHA-256<td>${lines(hashes)}
</tbody></table>`
}

const who = ({ osUser, host }: { osUser: string; host: string }): Html =>
  html`${words([osUser])} on ${words([host])}`

const lines = (parts: readonly Html[]): Html =>
  html`${parts.map((part, n) => (n === 0 ? part : html`<br>${part}`))}`
