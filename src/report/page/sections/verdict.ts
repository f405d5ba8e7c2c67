import { isUnproved } from '../../../offboarding/run/verified.ts'
import { html, type Html } from '../../html.ts'
import { attentionOf, countOf, isForeseen, whatIsDone } from '../parts/outcomes.ts'
import type { Page } from '../parts/page.ts'
import { prose } from '../parts/prose.ts'

/** How the run ended, in a sentence or two. */
export function* verdict(page: Page): Generator<Html> {
  const { summary, words } = page
  const attention = countOf(attentionOf(summary), summary)
  const { verified } = summary
  const isGood =
    summary.status === 'finished' && attention === 0 && !(verified !== null && isUnproved(verified))
  const proved = verified === null ? '' : ` ${words.verdict.askedOnceMore(words.erasure.counts(verified))}`
  yield html`<p class="verdict${isGood ? '' : ' bad'}">${howItEnded(page)}${prose(whatWasDone(page))}${proved} ${words.verdict.attention(attention)}</p>
`
}

function howItEnded({ summary: { status, sessions }, words }: Page): Html {
  if (status === 'finished') return html``
  const reason = sessions.findLast(({ purpose }) => purpose === null)?.reason?.replace(/\.$/, '')
  return html`${words.verdict.howItEnded[status]}${reason === undefined ? '' : html`: <span lang="en">${reason}</span>`}. `
}

function whatWasDone({ summary, words }: Page): string {
  const { options, outcomes } = summary
  const { verdict } = words
  if (isForeseen(summary)) return verdict.wouldBe(outcomes.not_attempted, whatIsDone(summary, words))
  if (options.kind !== 'run') return verdict.nothingToCarryOut
  const { deleted, deactivated, waiting, reactivated } = outcomes
  // The state of users in flight when the run stopped may be unknown; their rows say what is known.
  if (reactivated > 0) return verdict.reactivated(reactivated)
  if (deleted + deactivated + waiting === 0) return verdict.nobodyKnown
  return [
    ...(deleted > 0 ? [verdict.deleted(deleted)] : []),
    ...(waiting > 0 ? [verdict.waiting(waiting)] : []),
    ...(deactivated > 0 ? [verdict.deactivated(deactivated)] : []),
  ].join(' ')
}
