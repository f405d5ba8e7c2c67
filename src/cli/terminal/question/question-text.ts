import type { Question } from '../../../batch/operator.ts'
import { inWords } from '../../../offboarding/run/expected-duration.ts'
import { rememberedInWords } from '../../../offboarding/run/layout.ts'
import { undatedInWords } from '../../../offboarding/run/undated.ts'
import { shown } from '../../../offboarding/text/shown.ts'
import { setBy } from '../../flags/loosening-sources.ts'
import { wrap } from '../../view/width.ts'

/** The most characters of flags that are shown. */
const MAX_FLAGS = 1_000

/** `loosened`: the variables and settings that allow this run more than its command line says. */
export interface TerminalQuestion extends Question {
  loosened: readonly string[]
}

/** What a person has to know before they agree. `people`: the lines of those who are about to be touched. */
export function questionText(question: TerminalQuestion, people: string, width: number): string {
  const { site, users, what, deactivated, undated, remembered, outcomes, expectedMs, loosened } = question
  const left = Object.entries(outcomes).filter(([outcome]) => outcome !== 'not_attempted')
  const line = (text: string, indent = 0): string => wrap(text, width, indent)
  return [
    '',
    line(`${users} ${users === 1 ? 'user' : 'users'} of ${shown(site)} will be ${what}.`),
    '',
    people,
    ...(deactivated > 0 ? [line(`  ${deactivated} of them deactivated already`, 2)] : []),
    ...(undated.count > 0 ? [line(`  ${undatedInWords(undated)}`, 2)] : []),
    ...(remembered === null
      ? []
      : [line(`  The list was ${shown(rememberedInWords(remembered), MAX_FLAGS)}`, 4)]),
    ...(left.length > 0
      ? [
          'Rows that have ended, and are left alone:',
          ...left.map(([outcome, n]) => `  ${outcome.padEnd(14)}${String(n).padStart(8)}`),
        ]
      : []),
    ...(loosened.length > 0
      ? [line(`More is allowed by ${setBy(loosened)}: ${loosened.join(', ')}`, 2)]
      : []),
    line(`That should take ${inWords(expectedMs)}.`),
    line(
      'Ctrl+C now touches nobody. Later it stops after the users in flight, and the same command goes on from there.',
    ),
  ].join('\n')
}
