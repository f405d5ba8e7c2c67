import { countsAsAttention, OUTCOMES, sectionOf, type Outcome } from '../../../offboarding/outcome.ts'
import { actionOf } from '../../../offboarding/run/what-happens.ts'
import type { Summary } from '../../summary.ts'
import type { Part, Words } from '../words/words.ts'

/** Whether the rows that were not attempted are the ones that would be touched. */
export const isForeseen = ({ options, status }: Pick<Summary, 'options' | 'status'>): boolean =>
  options.kind !== 'run' && status === 'finished'

/** The part of all rows to which those with this outcome belong. */
export function partOf(outcome: Outcome, summary: Summary): Part {
  if (countsAsAttention(outcome, summary.options.kind)) return 'attention'
  if (outcome === 'not_attempted') return isForeseen(summary) ? 'foreseen' : 'not_done'
  return sectionOf(outcome) === 'touched' ? 'touched' : 'left_alone'
}

/** The outcomes that need attention in this run. */
export const attentionOf = ({ options }: Summary): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind))

/** How many rows have one of these outcomes. */
export const countOf = (outcomes: readonly Outcome[], summary: Summary): number =>
  outcomes.reduce((sum, outcome) => sum + summary.outcomes[outcome], 0)

/** The name of an outcome in this run. */
export const nameOf = (outcome: Outcome, summary: Summary, words: Words): string =>
  partOf(outcome, summary) === 'foreseen' ? words.numbers.toBeTouched : words.outcomes[outcome].name

/** What the run does with each user, in words. */
export function whatIsDone({ options }: Summary, { general }: Words): string {
  const { grace, archive } = options
  const done = grace === undefined ? general.actions[actionOf(options)] : general.withGrace(grace)
  return archive === undefined ? done : `${done}${general.savedBefore[archive]}`
}
