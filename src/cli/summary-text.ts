import { OUTCOMES } from '../offboarding/outcome.ts'
import type { Summary } from '../report/summary.ts'
import { countsAsAttention } from './ending.ts'

/** A run's summary for people. */
export function summaryText(summary: Summary): string {
  const { run, site, list, options, outcomes, status, files } = summary
  const rows = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const mark = countsAsAttention(outcome, options) ? '  needs attention' : ''
    return `  ${outcome.padEnd(14)}${String(outcomes[outcome]).padStart(8)}${mark}`
  })
  return [
    `${options.plan ? 'Plan' : options.dryRun ? 'Dry run' : 'Run'} ${run} on ${site}: ${status}`,
    `  ${list.name}, ${list.rows} ${list.rows === 1 ? 'row' : 'rows'}, ${summary.requests.total} requests`,
    '',
    ...rows,
    '',
    ...files.map(({ path }) => `  ${path}`),
    '',
  ].join('\n')
}
